"""How far apart colours are, on the paper and to those who see fewer of them."""

import numpy as np

# Machado, Oliveira & Fernandes 2009, full severity, on linear sRGB.
DEFICIENCIES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
SRGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
D65 = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    """Linear sRGB of `#rrggbb`, each channel from 0 to 1."""
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, two: str) -> float:
    """WCAG 2.2 contrast ratio, from 1 to 21."""
    darker, lighter = sorted(float(linear(c) @ SRGB_TO_XYZ[1]) for c in (one, two))
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIELAB (D65) of linear sRGB."""
    xyz = SRGB_TO_XYZ @ rgb / D65
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, two: str) -> float:
    """The least CIE 1976 colour difference, over normal and each deficient colour vision."""
    sights = [np.eye(3), *(np.array(matrix) for matrix in DEFICIENCIES.values())]
    seen = [
        [lab(np.clip(sight @ linear(colour), 0, 1)) for colour in (one, two)] for sight in sights
    ]
    return min(float(np.linalg.norm(a - b)) for a, b in seen)
