from vse_app.model.wording import *  # noqa: F403
