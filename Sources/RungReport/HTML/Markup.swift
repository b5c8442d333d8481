import RungModel

/// Small pieces of HTML and SVG as text.
enum Markup {
  /// A text that can stand between tags and in attributes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }

  /// A table; the first column holds words, the others numbers.
  static func table(_ titles: [String], _ rows: [[String]]) -> String {
    let head = titles.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let body = rows.map { row in
      let cells = row.enumerated().map { index, cell in
        index == 0 ? "<th scope=\"row\">\(escaped(cell))</th>" : "<td>\(escaped(cell))</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return "<div class=\"scroll\"><table><thead><tr>\(head)</tr></thead><tbody>\n"
      + body.joined(separator: "\n") + "\n</tbody></table></div>"
  }

  /// Marks with their meanings; `names` are style classes.
  static func legend(_ entries: [(style: String, text: String)]) -> String {
    let items = entries.map {
      "<span><i class=\"\($0.style)\"></i>\(escaped($0.text))</span>"
    }
    return "<p class=\"legend\">\(items.joined(separator: " "))</p>"
  }

  /// A chart with a caption, readable without seeing it by its title.
  static func figure(_ svg: String, caption: String, legend: String = "") -> String {
    "<figure><figcaption>\(escaped(caption))</figcaption>\n\(svg)\n\(legend)</figure>"
  }

  /// A coordinate: a tenth of a pixel is finer than any screen.
  static func number(_ value: Double) -> String { value.fixedText(decimals: 1, dropsZeros: true) }
}
