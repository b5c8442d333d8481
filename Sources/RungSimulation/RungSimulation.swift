// RungSimulation
