def home_indicators(member, year):
    return []
