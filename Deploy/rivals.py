"""Scores other forecasters on the origins of a Rung backtest.

Reads what `rung backtest --forecasts` wrote and the series it was made from, lets each rival
forecast the same minutes from the same origins, and scores all alike. `Deploy/rivals` installs the
libraries and calls this. Beside it: `rivals_files.py` reads, `rivals_models.py` has the rivals,
`rivals_score.py` scores.
"""
import argparse
import json
import multiprocessing
import os
import signal
import sys
import time

# One thread a process: the processes share the cores already.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import rivals_files
import rivals_score
from rivals_files import HISTORY_MINUTES, Fault, history, read_forecasts, read_series
from rivals_models import MODELS, forecast, usable

EXAMPLE = """\
example:
  rung backtest --series requests.csv --unit rpm --events events.jsonl --forecasts forecasts.csv
  ./Deploy/rivals --forecasts forecasts.csv --series requests.csv --unit rpm --every 10

Each rival is fitted anew at each origin, on the 360 minutes up to it, with season length 1 (six
hours hold no whole day). Missing minutes of the series are bridged by a straight line, as these
libraries take no gaps; actual values come from the forecasts file and are never bridged.
Quantiles are those of the file, from each library's own prediction intervals: AutoETS, AutoTheta
and Holt with their normal errors, Prophet by drawing 1,000 samples (its 0.999 is rough).
Forecasts below zero are raised to zero.

exit codes: 0 fine, 1 failed, 64 usage
"""


class Parser(argparse.ArgumentParser):
    def error(self, message):
        print(f"rivals: {message}; see ./Deploy/rivals --help", file=sys.stderr)
        sys.exit(64)


def arguments():
    parser = Parser(
        prog="./Deploy/rivals", epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Score AutoETS, AutoTheta, Holt and Prophet beside Rung, on the same origins.")
    parser.add_argument("--forecasts", metavar="FILE",
                        help="what `rung backtest --forecasts` wrote")
    parser.add_argument("--series", metavar="FILE",
                        help="the series of that backtest, a row a minute")
    parser.add_argument("--time", metavar="COL",
                        help="column of times; default utc, time or timestamp")
    parser.add_argument("--value", metavar="COL",
                        help="column of values; default the only other one")
    parser.add_argument("--unit", choices=("users", "rps", "rpm"), default="users",
                        help="of the series; rpm is read as requests a second (default users)")
    parser.add_argument("--every", type=int, default=1, metavar="N",
                        help="take every Nth origin of each slot (default 1: all)")
    parser.add_argument("--models", default=",".join(MODELS), metavar="NAMES",
                        help="which rivals, separated by commas (default all four)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N",
                        help="processes (default one a core)")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--self-check", action="store_true",
                        help="check the scoring and the bridging of gaps, and end")
    chosen = parser.parse_args()
    if chosen.self_check:
        return chosen
    if not chosen.forecasts or not chosen.series:
        parser.error("give --forecasts and --series")
    if chosen.every < 1 or chosen.jobs < 1:
        parser.error("--every and --jobs are 1 or more")
    known = {name.lower(): name for name in MODELS}
    asked = [name.strip().lower() for name in chosen.models.split(",") if name.strip()]
    strange = [name for name in asked if name not in known]
    if strange or not asked:
        parser.error(f"--models knows {', '.join(MODELS)}, not '{', '.join(strange)}'")
    chosen.models = [known[name] for name in dict.fromkeys(asked)]
    return chosen


def every_nth(keys, every):
    """Every nth origin of each slot, in order of time."""
    chosen, counts = [], {}
    for key in sorted(keys, key=lambda key: (key[1], key[0])):
        place = counts.get(key[0], 0)
        counts[key[0]] = place + 1
        if place % every == 0:
            chosen.append(key)
    return chosen


def run_all(tasks, jobs):
    """key -> model -> forecasts; says how long it will take, and on a terminal how far it is."""
    made = {}
    with multiprocessing.Pool(min(jobs, len(tasks))) as pool:
        for key, forecasts in pool.imap_unordered(forecast, tasks):
            made[key] = forecasts
            if len(made) == 1:
                # The first one waited for the libraries to load.
                began = time.monotonic()
                continue
            left = (time.monotonic() - began) / (len(made) - 1) * (len(tasks) - len(made))
            line = f"rivals: {len(made)} of {len(tasks)} origins, about {left:.0f} s left"
            if sys.stderr.isatty():
                print(f"\r{line}\033[K", end="", file=sys.stderr, flush=True)
            elif len(made) == min(20, len(tasks)) and left > 5:
                print(line, file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    return made


def compare(chosen):
    origins = read_forecasts(chosen.forecasts)
    series = read_series(chosen.series, chosen.time, chosen.value, chosen.unit)
    models, notes = usable(chosen.models)
    horizons = sorted({h for of in origins.values() for h in of})
    quantiles = sorted({q for of in origins.values() for _, values in of.values() for q in values})
    if 0.5 not in quantiles:
        raise Fault(f"{chosen.forecasts}: has no quantile 0.5, which the error is measured at")
    tasks, bridged, short = [], 0, 0
    for key in every_nth(origins, chosen.every):
        past = history(series, key[1])
        if past is None:
            short += 1
            continue
        bridged += past[1]
        tasks.append((key, past[0], horizons, quantiles, models))
    if not tasks:
        raise Fault(f"{chosen.series}: has no data before the origins of {chosen.forecasts}")
    notes.append(f"{bridged} missing minutes were bridged for the rivals")
    if short:
        notes.append(f"{short} origins with less than 3 hours of data before them are left out")
    made = run_all(tasks, chosen.jobs)
    rows = []
    for key, *_ in tasks:
        for horizon, (actual, values) in sorted(origins[key].items()):
            if set(values) != set(quantiles):
                continue
            rows.append(rivals_score.Row("Rung", horizon, actual, values))
            rows += [rivals_score.Row(model, horizon, actual, made[key][model][horizon])
                     for model in models]
    return {
        "origins": len(tasks), "slots": len({key[0] for key, *_ in tasks}),
        "history_minutes": HISTORY_MINUTES, "season_length": 1, "notes": notes,
        "scores": rivals_score.scores(rows, ["Rung"] + models, quantiles),
    }


def main():
    # A reader that has seen enough, such as `head`, ends this quietly.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    chosen = arguments()
    if chosen.self_check:
        rivals_score.self_check()
        rivals_files.self_check()
        print("rivals: the scoring and the bridging of gaps are right")
        return 0
    try:
        result = compare(chosen)
    except Fault as fault:
        print(f"rivals: {fault}", file=sys.stderr)
        return 1
    print(json.dumps(result, indent=2) if chosen.format == "json" else rivals_score.text(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
