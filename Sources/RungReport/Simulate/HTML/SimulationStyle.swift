import RungSimulation

/// The style of a simulation's page on top of the common one; colours tell the policies apart, and
/// dashes do where colours cannot.
enum SimulationStyle {
  static let css =
    BacktestStyle.css + "\n" + """
      :root { --launched: #8a94a3; --unserved: #c62828; --p2: #0f766e; --p3: #9a6700; --p5: #a21caf;
        --p6: #4d7c0f; --p7: #64748b; --p8: #111827; }
      @media (prefers-color-scheme: dark) { :root { --launched: #7b8794; --unserved: #ff6b6b;
        --p2: #5eead4; --p3: #fbbf24; --p5: #f0abfc; --p6: #bef264; --p7: #94a3b8; --p8: #f3f4f6; } }
      .serving { stroke: var(--rung); } .launched { stroke: var(--launched); stroke-width: 1.2;
        stroke-dasharray: 5 3; }
      polygon.unserved { fill: var(--unserved); fill-opacity: .75; }
      .decision { fill: var(--page); stroke: var(--rung); stroke-width: 1.5; }
      .policy-rung { --c: var(--rung); } .policy-hpa { --c: var(--last); }
      .policy-target-tracking { --c: var(--p2); } .policy-step-scaling { --c: var(--p3); }
      .policy-holt { --c: var(--holt); } .policy-holt-winters { --c: var(--p5); }
      .policy-predictive { --c: var(--day); } .policy-scheduled { --c: var(--p6); }
      .policy-static-peak { --c: var(--p7); } .policy-oracle { --c: var(--p8); }
      [class^=policy-] { stroke: var(--c); fill: var(--c); background: var(--c); }
      polyline[class^=policy-] { fill: none; } polyline.policy-rung { stroke-width: 3; }
      polyline.policy-oracle, polyline.policy-static-peak { stroke-dasharray: 2 4; }
      polyline.policy-holt, polyline.policy-scheduled { stroke-dasharray: 7 3; }
      details { border-top: 1px solid var(--rule); padding: .5rem 0; }
      summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
      i.serving, i.launched { height: 2px; vertical-align: middle; }
      i.serving { background: var(--rung); } i.launched { background: var(--launched); }
      i.unserved { background: var(--unserved); } .broken { color: var(--unserved); }
      code { font-size: .92em; }
      """

  /// The class of a policy's curve; other names than the known ones stay as the text is.
  static func policy(_ name: String) -> String { "policy-\(Markup.escaped(name))" }
}
