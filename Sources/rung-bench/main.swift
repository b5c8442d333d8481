print("rung-bench")
