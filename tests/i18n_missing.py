"""`python -m tests.i18n_missing`: the sentences that have no Spanish yet, as JSON ready to be filled in."""

from __future__ import annotations

import json

from tests.architecture.test_spanish import TABLE, sentences


def missing() -> dict[str, str]:
    """English sentence → "" for each that `es.json` lacks, in the order of the files."""
    return {text: "" for text in sentences() if text not in TABLE}


if __name__ == "__main__":
    print(json.dumps(missing(), ensure_ascii=False, indent=1))
