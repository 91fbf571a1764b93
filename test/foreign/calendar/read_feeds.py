"""Reads calendar feeds with three parsers, and says what each finds in every event, with times in UTC."""

import json
import sys
from datetime import datetime, timezone
from importlib.metadata import version

import ics
import icalendar
import vobject


def in_utc(time):
    return time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def seen(start, end, summary, description, location, status, sequence):
    return {
        "start": start,
        "end": end,
        "title": summary,
        "notes": description or "",
        "place": location or "",
        "status": status,
        "sequence": int(sequence),
    }


def read_with_icalendar(text):
    found = {}
    for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        if event.errors:
            raise ValueError(f"{event['UID']}: {event.errors}")
        found[str(event["UID"])] = seen(
            in_utc(event.decoded("DTSTART")),
            in_utc(event.decoded("DTEND")),
            str(event["SUMMARY"]),
            str(event.get("DESCRIPTION", "")),
            str(event.get("LOCATION", "")),
            str(event["STATUS"]),
            event["SEQUENCE"],
        )
    return found


def read_with_vobject(text):
    found = {}
    for event in vobject.readOne(text).vevent_list:
        text_of = lambda name: event.contents[name][0].value if name in event.contents else ""
        found[event.uid.value] = seen(
            in_utc(event.dtstart.value),
            in_utc(event.dtend.value),
            event.summary.value,
            text_of("description"),
            text_of("location"),
            event.status.value,
            event.sequence.value,
        )
    return found


def read_with_ics(text):
    found = {}
    for event in ics.Calendar(text).events:
        sequence = next(line.value for line in event.extra if line.name == "SEQUENCE")
        found[event.uid] = seen(
            in_utc(event.begin.datetime),
            in_utc(event.end.datetime),
            event.name,
            event.description,
            event.location,
            event.status,
            sequence,
        )
    return found


# Each with whether it goes by a feed's VTIMEZONE where it does not know the zone's name.
READERS = [
    ("icalendar", read_with_icalendar, True),
    ("vobject", read_with_vobject, True),
    ("ics", read_with_ics, False),
]


def attempt(read, text):
    try:
        return {"events": read(text)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


feeds = json.load(sys.stdin)
json.dump(
    [
        {
            "reader": f"{name} {version(name)}",
            "feeds": [attempt(read, feed["text"]) if goes_by_rules or not feed["isByRules"] else None for feed in feeds],
        }
        for name, read, goes_by_rules in READERS
    ],
    sys.stdout,
)
