def export(*a): pass
def score_export(*a): return {}
