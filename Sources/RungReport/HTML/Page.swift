/// One self-contained page: no script, nothing loaded.
enum Page {
  /// The page around its parts, without a line end after it.
  ///
  /// - Parameter css: `PageStyle.css` and what the page adds to it.
  static func html(title: String, css: String, body: [String]) -> String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(Markup.escaped(title))</title>
    <style>
    \(css)
    </style></head>
    <body>
    \(body.joined(separator: "\n"))
    </body></html>
    """
  }
}
