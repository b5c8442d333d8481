// RungRehearsal
