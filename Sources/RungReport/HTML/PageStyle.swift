/// The style that all pages share, for light and dark screens and for print.
enum PageStyle {
  static let css = """
    :root { color-scheme: light dark; --ink: #1b2430; --quiet: #566273; --page: #ffffff;
      --rule: #dde2e9; --rung: #1f5fd1; --last: #c2570c; --holt: #7a3fb0; --day: #2c7a4b;
      --start: #b3261e; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --quiet: #a3adba;
      --page: #14181e; --rule: #333c47; --rung: #7fb0ff; --last: #ff9d57; --holt: #c99af2;
      --day: #6fcf97; --start: #ff8a80; } }
    body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
      max-width: 1480px; margin: 0 auto; padding: 1.5rem; }
    h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
    p { max-width: 76ch; } .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: .25rem .8rem; text-align: right; border-bottom: 1px solid var(--rule); }
    th:first-child { text-align: left; } thead th { color: var(--quiet); font-weight: 500; }
    .charts { display: grid; gap: 1.2rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 560px), 1fr)); }
    figure { margin: 0; } figcaption { font-weight: 600; margin-bottom: .3rem; }
    svg { width: 100%; height: auto; } svg text { fill: var(--quiet); font-size: 12px; }
    .grid { stroke: var(--rule); } .ideal { stroke: var(--quiet); stroke-dasharray: 4 4; }
    polyline { fill: none; stroke-width: 2; } .actual { stroke: var(--ink); stroke-width: 1.5; }
    .median { stroke: var(--rung); } polygon { fill: var(--rung); stroke: none; }
    .band1 { fill-opacity: .42; } .band2 { fill-opacity: .24; } .band3 { fill-opacity: .12; }
    .stop { fill: var(--quiet); opacity: 0.15; }
    .milestone { stroke: var(--quiet); stroke-dasharray: 3 3; }
    .kickoff { stroke: var(--start); stroke-dasharray: none; stroke-width: 1.5; }
    .legend { color: var(--quiet); margin: .3rem 0; } .legend span { margin-right: 1.2rem; }
    .legend i { display: inline-block; width: 1rem; height: .7rem; margin-right: .4rem; }
    i.actual { background: var(--ink); height: 2px; vertical-align: middle; }
    i.median { background: var(--rung); height: 2px; vertical-align: middle; }
    i.band1, i.band2, i.band3 { background: var(--rung); }
    i.band1 { opacity: .7; } i.band2 { opacity: .45; } i.band3 { opacity: .25; }
    """
}
