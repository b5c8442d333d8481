import RealModule
import RungModel

/// The home page's requests a second: a little per viewer, and a surge of those who leave play.
///
/// Arriving users are not in it: they come through links and notifications straight into the
/// player. Nor are those that a spike brought, who leave the platform again.
enum HomePage {
  /// Requests a second, minute by minute, without noise.
  /// - Parameters:
  ///   - users: all users, each minute.
  ///   - withoutSpikes: the same without spikes, as long; falls in it are the departures.
  static func requests(users: [Double], withoutSpikes: [Double], _ habits: HomeHabits)
    -> [Double]
  {
    var landed = 0.0
    var before = withoutSpikes.first ?? 0
    let kept = Double.exp(-1 / habits.stay)
    return zip(users, withoutSpikes).map { users, level in
      landed = landed * kept + max(0, before - level) * habits.landing
      before = level
      return users * habits.perViewer + landed * Assumption.homePerLanding
    }
  }
}

/// What viewers and those who leave ask of the home page.
struct HomeHabits: Sendable {
  /// Requests a second per viewer.
  var perViewer: Double
  /// Part of those who leave that lands there.
  var landing: Double
  /// Minutes that they stay.
  var stay: Double
}

extension HomeHabits {
  /// Draws the habits of one crowd.
  static func draw(from random: inout SplitMix64) -> HomeHabits {
    HomeHabits(
      perViewer: Assumption.homePerViewer * random.uniform(0.9...1.1),
      landing: random.uniform(PublishedFigures.leavingForHome),
      stay: random.uniform(Assumption.homeStay))
  }
}
