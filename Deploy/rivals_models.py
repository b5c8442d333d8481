"""The rivals: each is fitted on a history and gives quantiles, minute by minute."""
import logging

from rivals_files import Fault

MODELS = ("AutoETS", "AutoTheta", "Holt", "Prophet")


def forecast(task):
    """Every model's quantiles at an origin: model -> horizon -> quantile -> value."""
    key, values, horizons, quantiles, models = task
    return key, {model: run(model, values, horizons, quantiles) for model in models}


def run(model, values, horizons, quantiles):
    if model == "Prophet":
        paths = prophet(values, max(horizons), quantiles)
    else:
        paths = statsforecast(model, values, max(horizons), quantiles)
    return {h: {q: max(0.0, float(paths[q][h - 1])) for q in quantiles} for h in horizons}


def statsforecast(model, values, length, quantiles):
    """Quantile -> path, from the library's normal prediction intervals."""
    import numpy
    from statsforecast import models

    levels = {q: round(abs(200 * q - 100), 6) for q in quantiles if q != 0.5}
    rival = getattr(models, model)(season_length=1)
    made = rival.forecast(
        y=numpy.asarray(values, dtype=numpy.float64), h=length, level=sorted(set(levels.values())))
    return {q: made["mean"] if q == 0.5 else made[f"{'hi' if q > 0.5 else 'lo'}-{levels[q]}"]
            for q in quantiles}


def prophet(values, length, quantiles):
    """Quantile -> path, from samples of the fitted trend and its noise."""
    import numpy
    import pandas
    from prophet import Prophet

    numpy.random.seed(1)
    times = pandas.date_range("2000-01-01", periods=len(values) + length, freq="min")
    rival = Prophet(yearly_seasonality=False, weekly_seasonality=False, daily_seasonality=False,
                    uncertainty_samples=1000)
    rival.fit(pandas.DataFrame({"ds": times[:len(values)], "y": values}), seed=1)
    samples = rival.predictive_samples(pandas.DataFrame({"ds": times[len(values):]}))["yhat"]
    return {q: numpy.quantile(samples, q, axis=1) for q in quantiles}


def usable(models):
    """The models whose library is there; notes on the others."""
    notes = []
    if "Prophet" in models:
        # They tell every fit, and that plots will not work.
        for name in ("cmdstanpy", "prophet", "prophet.plot"):
            logging.getLogger(name).disabled = True
        try:
            import prophet  # noqa: F401
        except ImportError:
            models = [model for model in models if model != "Prophet"]
            notes.append("Prophet is left out: it did not install here")
    if not models:
        raise Fault("none of the chosen rivals is installed")
    return models, notes
