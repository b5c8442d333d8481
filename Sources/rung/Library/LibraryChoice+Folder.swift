import RungBacktest
import RungModel

extension LibraryChoice {
  /// The library as the daemon would have it: without a folder the synthetic curves in the program.
  /// Those of users are for any series of users; those of a home page's requests are not for any
  /// series of requests.
  /// - Throws: `CommandFailure` when the folder is not there.
  init(folder: String?, driver: Driver) throws {
    if let folder {
      self.init(try LibraryOption.curves(in: folder), driver: driver)
      return
    }
    let curves = CurveShelf(folder: nil).curves()
    self.init(
      driver.unit.ofCurves == .users ? curves : curves.filter { $0.metric == driver.metric },
      driver: driver)
  }
}
