/// The style of a plan's page: that of all pages, and of capacity over a ladder.
enum PlanStyle {
  /// Room for the rungs' thresholds at the right of a staircase; the fan beside it keeps the same,
  /// so that both show an hour at the same width.
  static let rightMargin = 92.0

  static let css =
    PageStyle.css + "\n" + """
      .planned { stroke: var(--last); stroke-dasharray: 5 3; stroke-width: 1.5; }
      .desired { stroke: var(--rung); } .launched { stroke: var(--last); stroke-width: 1.5; }
      polygon.serving { fill: var(--day); fill-opacity: .28; }
      .rungline { stroke: var(--quiet); stroke-dasharray: 1 4; }
      .limit { stroke: var(--start); stroke-dasharray: 6 4; }
      rect.gap { fill: var(--start); fill-opacity: .22; }
      rect.hover { fill: transparent; } rect.hover:hover { fill: var(--quiet); fill-opacity: .16; }
      i.planned, i.launched { background: var(--last); height: 2px; vertical-align: middle; }
      i.desired { background: var(--rung); height: 2px; vertical-align: middle; }
      i.serving { background: var(--day); opacity: .5; }
      i.rungline { background: var(--quiet); height: 1px; vertical-align: middle; }
      i.gap { background: var(--start); opacity: .4; }
      .bad li { color: var(--start); } details { margin: .6rem 0; }
      summary { cursor: pointer; color: var(--quiet); }
      .words td { text-align: left; }
      """
}
