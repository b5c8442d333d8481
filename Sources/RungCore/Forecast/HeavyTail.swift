import RealModule

/// The quantile of Student's distribution with four degrees of freedom, scaled to variance 1.
///
/// Errors of a forecast are not normal: one odd match has most of the large ones. Four degrees
/// give them a fourth moment that is just infinite, and the quantile is a closed form.
/// - Parameter level: above 0 and below 1.
/// - SeeAlso: W. T. Shaw, "Sampling Student's T distribution", Journal of Computational Finance
///   9 (2006), equation 26.
func heavyTailQuantile(_ level: Double) -> Double {
  let p = min(max(level, 1e-9), 1 - 1e-9)
  let alpha = (4 * p * (1 - p)).squareRoot()
  let q = Double.cos(Double.acos(alpha) / 3) / alpha
  let size = 2 * (max(0, q - 1)).squareRoot() / 2.0.squareRoot()
  return p < 0.5 ? -size : size
}
