/// Every metric that the daemon exposes. The names are part of the product: dashboards and alert
/// rules hold on to them.
extension MetricFamily {
  static let up = MetricFamily(.gauge, "rung_up", "1 while the daemon runs.")
  static let buildInfo = MetricFamily(
    .gauge, "rung_build_info", "Always 1; the version is in the label.")
  static let started = MetricFamily(
    .gauge, "rung_start_time_seconds", "When the daemon started, by its clock.")
  static let clockSpeed = MetricFamily(
    .gauge, "rung_clock_speed", "How much faster than real time the daemon's clock runs.")
  static let clockJumps = MetricFamily(
    .counter, "rung_clock_jumps_total", "Times the wall clock was set by more than 30 s.")

  static let desired = MetricFamily(
    .gauge, "rung_desired_servers", "Reference servers wanted, after limits.")
  static let launched = MetricFamily(
    .gauge, "rung_launched_servers", "Reference servers asked for and granted.")
  static let serving = MetricFamily(
    .gauge, "rung_serving_servers", "Reference servers that serve.")
  static let limitMin = MetricFamily(
    .gauge, "rung_limit_min_servers", "The ladder's lower limit.")
  static let limitMax = MetricFamily(
    .gauge, "rung_limit_max_servers", "The ladder's upper limit.")
  static let acting = MetricFamily(
    .gauge, "rung_service_acts", "1 when the ladder's mode is act, 0 when it is observe.")
  static let observed = MetricFamily(
    .gauge, "rung_observed_demand", "The driver now, in users or requests a second.")
  static let planned = MetricFamily(
    .gauge, "rung_planned_demand", "The highest demand planned for, in the driver's unit.")
  static let served = MetricFamily(
    .gauge, "rung_served_demand", "The largest demand that the rungs give to what serves.")
  static let unserved = MetricFamily(
    .gauge, "rung_unserved_demand", "Demand above the served demand, in the driver's unit.")
  static let unservedTotal = MetricFamily(
    .counter, "rung_unserved_demand_seconds_total", "Unserved demand summed over time.")
  static let demandTotal = MetricFamily(
    .counter, "rung_demand_seconds_total", "Observed demand summed over time.")
  static let unservedSeconds = MetricFamily(
    .counter, "rung_unserved_seconds_total", "Time with any unserved demand.")
  static let leadTime = MetricFamily(
    .gauge, "rung_lead_time_seconds", "The lead time planned with.")
  static let forecast = MetricFamily(
    .gauge, "rung_forecast", "Forecast of a driver by quantile and minutes ahead.")
  static let forecastError = MetricFamily(
    .gauge, "rung_forecast_error_ratio",
    "Recent absolute error of the median over what came, by kind of event and minutes ahead.")
  static let persistenceError = MetricFamily(
    .gauge, "rung_forecast_persistence_error_ratio",
    "The same error of the last value repeated: what a forecast must beat.")
  static let forecastCoverage = MetricFamily(
    .gauge, "rung_forecast_coverage_ratio",
    "Recent share of minutes that stayed at or below the forecast's quantile.")
  static let forecastsScored = MetricFamily(
    .counter, "rung_forecasts_scored_total", "Forecasts that were compared with what came.")
  static let forecastLosing = MetricFamily(
    .gauge, "rung_forecast_losing",
    "1 where the last value did better lately than the forecast and has its vote.")
  /// What the scorecard shows.
  static let scores = [
    forecastError, persistenceError, forecastCoverage, forecastsScored, forecastLosing,
  ]
  static let staleness = MetricFamily(
    .gauge, "rung_driver_staleness_seconds", "Age of the driver's newest value.")
  static let sampleFaults = MetricFamily(
    .counter, "rung_sample_faults_total",
    "Samples by driver and what was wrong: duplicate, conflict, late, behind, too_old, future, "
      + "invalid, counter_reset, counter_gap.")
  static let clockSkew = MetricFamily(
    .gauge, "rung_clock_skew_seconds",
    "How far most of a driver's samples are dated off this clock; ahead is positive.")
  static let doubts = MetricFamily(
    .gauge, "rung_source_doubt",
    "1 while a driver's newest minutes are not believed, by fault: frozen, fall, unit.")
  static let alarms = MetricFamily(
    .gauge, "rung_alarm", "1 for each alarm that holds.")

  static let reloadSuccess = MetricFamily(
    .gauge, "rung_ladder_reload_success", "1 when the last reading of the ladders was in order.")
  static let reloadTime = MetricFamily(
    .gauge, "rung_ladder_reload_timestamp_seconds", "When ladders were last put in force.")
  static let stepSum = MetricFamily.summarySum(
    "rung_step_duration_seconds", "Real time the controller's steps took.")
  static let stepCount = MetricFamily.summaryCount("rung_step_duration_seconds")
  static let stepMax = MetricFamily(
    .gauge, "rung_step_duration_max_seconds", "The longest step since the start.")
  static let commitSum = MetricFamily.summarySum(
    "rung_commit_duration_seconds", "Real time that commits before directives took.")
  static let commitCount = MetricFamily.summaryCount("rung_commit_duration_seconds")
  static let fitSum = MetricFamily.summarySum(
    "rung_fit_duration_seconds", "Real time that fitting all models took.")
  static let fitCount = MetricFamily.summaryCount("rung_fit_duration_seconds")
  static let samples = MetricFamily(
    .counter, "rung_samples_total", "Samples taken, by result: accepted, unused, refused.")
  static let orders = MetricFamily(
    .counter, "rung_orders_total", "Orders answered, by pool and result.")
  static let ordersOpen = MetricFamily(
    .gauge, "rung_orders_open", "Orders sent and not answered.")
  static let backendErrors = MetricFamily(
    .counter, "rung_backend_errors_total", "Failed backend calls, by backend, call and code.")
  static let storeErrors = MetricFamily(
    .counter, "rung_store_errors_total", "Failed store calls, by call and code.")
  static let alarmDeliveries = MetricFamily(
    .counter, "rung_alarm_deliveries_total", "Batches of alarms by sink and result.")

  static let all: [MetricFamily] = [
    up, buildInfo, started, clockSpeed, clockJumps, desired, launched, serving, limitMin, limitMax,
    acting, observed, planned, served, unserved, unservedTotal, demandTotal, unservedSeconds,
    leadTime, forecast, forecastError, persistenceError, forecastCoverage, forecastsScored,
    forecastLosing, staleness, sampleFaults, clockSkew, doubts, alarms, reloadSuccess, reloadTime,
    stepSum, stepCount, stepMax,
    commitSum, commitCount, fitSum, fitCount, samples, orders, ordersOpen, backendErrors,
    storeErrors, alarmDeliveries,
  ]
}
