"""Takes part where people talk: announces pieces once, answers, withdraws, and tells whom they mention."""
