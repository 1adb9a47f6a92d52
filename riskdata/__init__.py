"""The domain of Corridor Watch: datasets, what makes them valid, numbers drawn from them."""
