"""A phone that fills in a live form, by Meta's description and with a cryptography library of its own.

https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint
"""

import base64
import json
import os
import sys
import urllib.error
import urllib.request
from datetime import date, timedelta
from importlib.metadata import version

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

given = json.load(sys.stdin)
public_key = serialization.load_pem_public_key(given["publicKey"].encode())

SHA_256 = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
SHA_1 = padding.OAEP(mgf=padding.MGF1(hashes.SHA1()), algorithm=hashes.SHA1(), label=None)


def encoded(data):
    return base64.b64encode(data).decode()


def flipped(iv):
    return bytes(byte ^ 0xFF for byte in iv)


class Exchange:
    """A request on its way, and what the endpoint answered."""

    def __init__(self, said, key=public_key, oaep=SHA_256, damage=lambda data: data):
        raw, self.iv = os.urandom(16), os.urandom(16)
        self.aes = AESGCM(raw)
        sealed = self.aes.encrypt(self.iv, json.dumps(said).encode(), None)
        body = {
            "encrypted_flow_data": encoded(damage(sealed)),
            "encrypted_aes_key": encoded(key.encrypt(raw, oaep)),
            "initial_vector": encoded(self.iv),
        }
        request = urllib.request.Request(
            given["url"], json.dumps(body).encode(), {"content-type": "application/json"}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                self.status, self.text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            self.status, self.text = error.code, error.read().decode()

    def sealed(self):
        return base64.b64decode(self.text, validate=True)

    def read(self):
        """What the endpoint said. Throws if anything of it is not as Meta describes it."""
        if self.status != 200:
            raise ValueError(f"the endpoint answered {self.status}: {self.text}")
        return json.loads(self.aes.decrypt(flipped(self.iv), self.sealed(), None))


def is_unreadable(aes, iv, sealed):
    try:
        aes.decrypt(iv, sealed, None)
        return False
    except InvalidTag:
        return True


def ask(action, screen="", data=None):
    said = {"version": "3.0", "action": action, "screen": screen, "data": data or {}, "flow_token": given["token"]}
    return Exchange(said).read()


def first_free_day(data):
    day, last = date.fromisoformat(data["min_date"]), date.fromisoformat(data["max_date"])
    # The day after tomorrow or later: none of its times passes meanwhile.
    day = max(day, date.fromisoformat(given["notBefore"]))
    while day <= last:
        if day.isoformat() not in data["unavailable_dates"]:
            return day.isoformat()
        day += timedelta(days=1)
    raise ValueError("the calendar shows no free day")


def fill_in():
    choose = ask("INIT")
    ref, service = choose["data"]["ref"], choose["data"]["services"][0]["id"]
    chosen = {"ref": ref, "service": service, "resource": "-"}
    when = ask("data_exchange", "CHOOSE", chosen)
    day = first_free_day(when["data"])
    times = ask("data_exchange", "WHEN", {**chosen, "step": "look", "date": day})
    time = times["data"]["times"][-1]["id"]
    details = ask("data_exchange", "WHEN", {**chosen, "step": "hold", "date": day, "time": time})
    confirmed = {**chosen, "date": day, "time": time, "confirm_id": details["data"]["confirm_id"]}
    end = ask("data_exchange", "DETAILS", {**confirmed, "step": "confirm", "name": "Zoë, 佐藤", "notes": 'Ü "x" \\ 😀'})
    return {
        "screens": [choose["screen"], when["screen"], times["screen"], details["screen"], end["screen"]],
        "day": day,
        "time": time,
        "endToken": end["data"]["extension_message_response"]["params"]["flow_token"],
    }


PING = {"version": "3.0", "action": "ping"}
ping = Exchange(PING)
sealed = ping.sealed()
foreign_key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
json.dump(
    {
        "client": f"cryptography {version('cryptography')}",
        "ping": ping.read(),
        "form": fill_in(),
        "planted": [
            {"what": "an answer read with the IV as it was", "isSeen": is_unreadable(ping.aes, ping.iv, sealed)},
            {
                "what": "an answer with one bit changed",
                "isSeen": is_unreadable(ping.aes, flipped(ping.iv), sealed[:-1] + bytes([sealed[-1] ^ 1])),
            },
            {"what": "a request for another key", "isSeen": Exchange(PING, key=foreign_key).status == 421},
            {"what": "a request with OAEP by SHA-1", "isSeen": Exchange(PING, oaep=SHA_1).status == 421},
            {
                "what": "a request with one bit changed",
                "isSeen": Exchange(PING, damage=lambda data: bytes([data[0] ^ 1]) + data[1:]).status == 421,
            },
        ],
    },
    sys.stdout,
)
