from ui import panel; panel.heading("x","being written")
