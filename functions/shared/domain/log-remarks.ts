/** The remark of the log line about a due item that failed. The next run tries it again: an alarm needs many, or late ones. */
export const DUE_ITEM_FAILED_REMARK = 'due item failed';
