/// The style of a backtest's page: that of all pages, rivals, and a colour for each horizon.
enum BacktestStyle {
  static let css =
    PageStyle.css + "\n" + """
      .rung { fill: var(--rung); background: var(--rung); }
      .last { fill: var(--last); background: var(--last); }
      .holt { fill: var(--holt); background: var(--holt); }
      .day { fill: var(--day); background: var(--day); }
      .h0 { stroke: var(--rung); background: var(--rung); fill: var(--rung); }
      .h1 { stroke: var(--last); background: var(--last); fill: var(--last); }
      .h2 { stroke: var(--day); background: var(--day); fill: var(--day); }
      .h3 { stroke: var(--holt); background: var(--holt); fill: var(--holt); }
      .h4 { stroke: var(--start); background: var(--start); fill: var(--start); }
      .h5 { stroke: var(--quiet); background: var(--quiet); fill: var(--quiet); }
      polyline[class^=h] { fill: none; }
      """

  /// One class for each horizon; a seventh looks like the first again.
  static func horizon(_ index: Int) -> String { "h\(index % 6)" }
}
