// LadderFile
