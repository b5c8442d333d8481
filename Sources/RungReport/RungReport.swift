// RungReport
