"""Scores quantile forecasts: error, coverage and pinball loss by horizon. Standard library only."""
from typing import NamedTuple


class Row(NamedTuple):
    """One forecast of one model: horizon in minutes, what came, quantile -> value."""
    model: str
    horizon: int
    actual: float
    values: dict


def pinball(quantile, value, actual):
    """The loss that the quantile itself makes smallest; in the unit of the values.

    Koenker and Bassett, "Regression Quantiles", Econometrica 46 (1978).
    """
    return max(quantile * (actual - value), (quantile - 1) * (actual - value))


def score(rows, quantiles):
    """Of one model at one horizon.

    wape: sum of absolute errors of the 0.5 quantile over the sum of actuals. coverage: by
    quantile, the share of actuals at or below it. pinball: mean over rows and quantiles, over the
    mean actual. All are parts of one; None where actuals sum to zero.
    """
    total = sum(row.actual for row in rows)
    errors = sum(abs(row.values[0.5] - row.actual) for row in rows)
    losses = sum(pinball(q, row.values[q], row.actual) for row in rows for q in quantiles)
    return {
        "forecasts": len(rows),
        "wape": errors / total if total > 0 else None,
        "coverage": {str(q): sum(row.actual <= row.values[q] for row in rows) / len(rows)
                     for q in quantiles},
        "pinball": losses / len(quantiles) / total if total > 0 else None,
    }


def scores(rows, models, quantiles):
    """Of every model at every horizon, in order of horizon and then of models."""
    grouped = {}
    for row in rows:
        grouped.setdefault((row.horizon, row.model), []).append(row)
    return [{"horizon_minutes": horizon, "model": model,
             **score(grouped[horizon, model], quantiles)}
            for horizon in sorted({row.horizon for row in rows}) for model in models]


def text(result):
    """A table for people: a line a horizon and model."""
    covered = [q for q in result["scores"][0]["coverage"] if float(q) != 0.5]
    head = ["minutes", "model", "WAPE", *(f"covers {q}" for q in covered), "pinball", "forecasts"]
    lines = [head]
    for row in result["scores"]:
        lines.append(
            [str(row["horizon_minutes"]), row["model"], percent(row["wape"], 1)]
            + [percent(row["coverage"][q], 1) for q in covered]
            + [percent(row["pinball"], 2), str(row["forecasts"])])
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    table = "\n".join(
        "  ".join(cell.ljust(width) if place == 1 else cell.rjust(width)
                  for place, (cell, width) in enumerate(zip(line, widths))) for line in lines)
    return "\n".join([
        f"{counted(result['origins'], 'origin')} in {counted(result['slots'], 'slot')}, the same "
        f"for all; rivals were fitted on the {result['history_minutes']} minutes up to each, "
        f"season length {result['season_length']}",
        *result["notes"], "", table, "",
        "WAPE: sum of absolute errors over sum of actuals, of the 0.5 quantile",
        "covers: share of actuals at or below the quantile",
        "pinball: mean loss of all quantiles over the mean actual",
    ])


def counted(number, word):
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def percent(part, digits):
    return "-" if part is None else f"{100 * part:.{digits}f} %"


def self_check():
    """Figures worked out by hand; raises when one differs."""
    def same(found, wanted):
        if found is None or abs(found - wanted) > 1e-12:
            raise AssertionError(f"{found} instead of {wanted}")

    same(pinball(0.9, 8, 10), 1.8)
    same(pinball(0.9, 12, 10), 0.2)
    same(pinball(0.5, 12, 10), 1)
    rows = [Row("a", 6, 10, {0.5: 8, 0.9: 11}), Row("a", 6, 20, {0.5: 21, 0.9: 19}),
            Row("b", 6, 10, {0.5: 10, 0.9: 10}), Row("b", 6, 20, {0.5: 20, 0.9: 20})]
    first, second = scores(rows, ["a", "b"], [0.5, 0.9])
    same(first["wape"], 3 / 30)
    same(first["coverage"]["0.9"], 1 / 2)
    same(first["coverage"]["0.5"], 1 / 2)
    # 0.5: 1 and 0.5; 0.9: 0.1 and 0.9.
    same(first["pinball"], 2.5 / 2 / 30)
    same(second["wape"], 0)
    same(second["coverage"]["0.9"], 1)
    if score([Row("a", 6, 0, {0.5: 1})], [0.5])["wape"] is not None:
        raise AssertionError("an error over nothing is not a number")
