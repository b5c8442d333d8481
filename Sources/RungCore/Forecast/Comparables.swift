import RealModule
import RungModel

/// The library curves that an event is compared with, and how much each counts.
struct Comparables {
  /// One curve of the library: its place there and its weight, positive.
  struct Member {
    var index: Int
    var weight: Double
  }

  private(set) var members: [Member] = []
  /// Measured events of the same kind.
  private(set) var measuredCount = 0
  /// Whether all are of the event's own kind.
  private(set) var isSameKind = true

  /// Fewer of the same kind than this, and the family (`cricket-t20` for `cricket-odi`) helps, and
  /// so do synthetic curves.
  static let enough = 4
  /// What a family member counts for beside the event's own kind.
  private static let familyWeight = 0.3
  /// Recent events count more: so much less per measured event back.
  private static let fading = 0.97
  /// More curves than this cost time and change nothing: the newest 64 have six parts in seven of
  /// what all that ever were would weigh. The heaviest are kept.
  private static let most = 64

  init(_ event: Event, curves: [ComparableCurve], now: Int64) {
    let usable = curves.indices.filter {
      curves[$0].id != event.id && (curves[$0].lastMinute < now || !curves[$0].isMeasured)
    }
    let kin = usable.filter { curves[$0].kind == event.kind }
    measuredCount = kin.filter { curves[$0].isMeasured }.count
    let family = Self.family(event.kind)
    let cousins =
      kin.count >= Self.enough
      ? []
      : usable.filter { curves[$0].kind != event.kind && Self.family(curves[$0].kind) == family }
    isSameKind = cousins.isEmpty
    let tags = event.tags.sorted { $0.key < $1.key }
    let newestFirst = (kin + cousins).filter { curves[$0].isMeasured }
      .sorted { (curves[$0].lastMinute, $0) > (curves[$1].lastMinute, $1) }
    for (rank, index) in newestFirst.enumerated() {
      add(index, event.kind, tags, curves, Double.pow(Self.fading, Double(rank)))
    }
    // What was made up gives way to what was seen.
    for index in kin + cousins where !curves[index].isMeasured && measuredCount < Self.enough {
      add(index, event.kind, tags, curves, 1)
    }
    if members.count > Self.most {
      members.sort { ($0.weight, $1.index) > ($1.weight, $0.index) }
      members.removeLast(members.count - Self.most)
    }
  }

  private mutating func add(
    _ index: Int, _ kind: String, _ tags: [(key: String, value: String)],
    _ curves: [ComparableCurve], _ weight: Double
  ) {
    // Equal tags raise the weight: the stage most, any other a little.
    var likeness = 1.0
    for (name, value) in tags where curves[index].tags[name] == value {
      likeness *= name == "stage" ? 2 : 1.2
    }
    let kin = curves[index].kind == kind ? 1 : Self.familyWeight
    members.append(Member(index: index, weight: weight * kin * likeness))
  }

  /// `cricket-t20` belongs to the family `cricket`.
  static func family(_ kind: String) -> Substring {
    kind.prefix { $0 != "-" }
  }

  var confidence: Confidence {
    if members.isEmpty { return .low }
    return measuredCount >= 8 ? .high : .medium
  }
}
