"""Tests what notebooks call models of several networks."""

import json
import pathlib
import sys
import unittest

import pandas

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "notebooks"))

import sweep_tables


def model(name, defense, initialization, layers=None):
    network = {"architecture": name, "initialization": initialization} | ({"layers": layers} if layers else {})
    return {
        "network": name,
        "defense": defense,
        "defense_parameters": json.dumps({"levels": 2, "z": 50} if defense == "cq" else {}),
        "recipe": json.dumps({"network": network, "training": {"epochs": 6}}),
        "target_model_id": None,
    }


class LabelsTest(unittest.TestCase):
    def test_networks_are_told_by_their_names(self):
        models = pandas.DataFrame(
            [
                model("lenet-5", "none", "he"),
                model("lenet-5", "cq", "he"),
                model("mine", "cq", "he", layers=[{"conv": 16, "kernel": "3"}, "relu"]),
                model("lenet-5", "cq", "glorot-uniform"),
            ]
        )

        described = sweep_tables.describe(models)

        self.assertEqual(
            described.label.tolist(),
            ["none", "cq n=2 z=50", "cq n=2 z=50 network=mine", "cq n=2 z=50 initialization=glorot-uniform"],
        )
        self.assertEqual(described.reading.tolist(), ["", "", "network=mine", "initialization=glorot-uniform"])


if __name__ == "__main__":
    unittest.main()
