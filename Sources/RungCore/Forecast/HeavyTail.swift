import RealModule

/// The quantile of Student's distribution with eight degrees of freedom, scaled to variance 1.
///
/// Errors of a forecast are not normal: one odd match has most of the large ones. Eight degrees are
/// where the kurtosis is half as large again as the normal one. The expansion is within 2 % up to 0.999.
/// - Parameter level: above 0 and below 1.
/// - SeeAlso: M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 26.7.5.
func heavyTailQuantile(_ level: Double) -> Double {
  studentQuantile(ofNormal: normalQuantile(level))
}

/// The same, where the standard normal quantile of the level is known.
func studentQuantile(ofNormal z: Double) -> Double {
  let (cube, fifth) = (z * z * z, z * z * z * z * z)
  let degrees = 8.0
  let quantile =
    z + (cube + z) / (4 * degrees) + (5 * fifth + 16 * cube + 3 * z) / (96 * degrees * degrees)
  // The variance of Student's distribution is n / (n - 2).
  return quantile * ((degrees - 2) / degrees).squareRoot()
}
