"""Reads the series and the forecasts of a backtest, and bridges gaps. Standard library only."""
import csv
import math
from datetime import datetime, timezone

HISTORY_MINUTES = 360


class Fault(Exception):
    """What the user can mend; the message says how."""


def minute_of(text):
    """Minutes since the epoch of an ISO 8601 time or of seconds since the epoch."""
    try:
        return int(float(text) // 60)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        raise Fault(f"'{text}' is not a time: write it like 2026-11-29T14:00:00Z")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return int(moment.timestamp() // 60)


def number(text):
    """A finite number that is not negative, or None: what Rung takes as missing too."""
    value = float(text) if text and text.strip().lower() not in ("nan", "null") else math.nan
    return value if math.isfinite(value) and value >= 0 else None


def rows_of(path):
    """The rows of a CSV file, as dictionaries."""
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise Fault(f"{path}: {error.strerror}")


def read_series(path, time_column, value_column, unit):
    """Minute -> value; several rows in a minute are their mean. rpm becomes requests a second."""
    rows = rows_of(path)
    if not rows:
        raise Fault(f"{path}: holds no row")
    columns = list(rows[0])
    time_column = time_column or next(
        (name for name in ("utc", "time", "timestamp") if name in columns), None)
    others = [name for name in columns if name != time_column]
    if value_column is None and len(others) == 1:
        value_column = others[0]
    if time_column not in columns or value_column not in columns:
        raise Fault(f"{path}: has the columns {', '.join(columns)}; give --time and --value")
    factor = 1 / 60 if unit == "rpm" else 1
    found = {}
    for line, row in enumerate(rows, start=2):
        try:
            value = number(row[value_column])
        except ValueError:
            raise Fault(f"{path}:{line}: '{row[value_column]}' is not a number")
        if value is not None:
            found.setdefault(minute_of(row[time_column]), []).append(value * factor)
    return {minute: sum(values) / len(values) for minute, values in found.items()}


def read_forecasts(path):
    """(slot, origin minute) -> horizon -> (actual, quantile -> value); without actual, left out."""
    origins = {}
    for line, row in enumerate(rows_of(path), start=2):
        try:
            actual = number(row["actual"])
            if actual is None:
                continue
            key = (row["slot"], minute_of(row["origin"]))
            horizon = int(row["horizon_minutes"])
            values = origins.setdefault(key, {}).setdefault(horizon, (actual, {}))[1]
            values[float(row["quantile"])] = float(row["value"])
        except (KeyError, TypeError, ValueError):
            raise Fault(f"{path}:{line}: is not a row of slot,origin,horizon_minutes,quantile,"
                        "value,actual as `rung backtest --forecasts` writes them")
    if not origins:
        raise Fault(f"{path}: holds no forecast with an actual value")
    return origins


def history(series, origin):
    """The 360 minutes up to the origin, gaps bridged, and how many were; None without half of them.

    A gap at the beginning shortens the history; one at the origin repeats the last value.
    """
    minutes = range(origin - HISTORY_MINUTES + 1, origin + 1)
    present = [minute for minute in minutes if minute in series]
    if len(present) < HISTORY_MINUTES // 2:
        return None
    values = []
    for before, after in zip(present, present[1:]):
        step = (series[after] - series[before]) / (after - before)
        values += [series[before] + step * place for place in range(after - before)]
    values += [series[present[-1]]] * (origin - present[-1] + 1)
    return values, len(values) - len(present)


def self_check():
    """Bridging worked out by hand; raises when it differs."""
    series = {minute: 10.0 for minute in range(1, 361)}
    series[100], series[104] = 20.0, 40.0
    for minute in (101, 102, 103, 359, 360):
        del series[minute]
    values, bridged = history(series, 360)
    wanted = ([20.0, 25.0, 30.0, 35.0, 40.0, 10.0], 5, 360)
    if (values[99:105], bridged, len(values)) != wanted:
        raise AssertionError(f"{values[99:105]}, {bridged}, {len(values)} instead of {wanted}")
    if history({minute: 1.0 for minute in range(200, 360)}, 360) is not None:
        raise AssertionError("160 of 360 minutes are too few")
