/** How many times a queue delivers a message before it sets it aside. */
export const RECEIVES = 5;
