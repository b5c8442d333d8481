// RungFormats
