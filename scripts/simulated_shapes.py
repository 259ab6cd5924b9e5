"""Simulated color images: one shape of one color on a background of colored waves and noise."""

from dataclasses import dataclass

import numpy as np

SIZE = 32
SHAPES = ("disk", "ring", "square", "triangle", "cross")

_FINE = 4  # sub-pixels along each axis, for smooth edges


@dataclass(frozen=True)
class Images:
    """Colors [n, 32, 32, 3] and masks [n, 32, 32], uint8; labels [n], the places in SHAPES."""

    colors: np.ndarray
    masks: np.ndarray
    labels: np.ndarray


def _inside(shape, x, y):
    """Where points lie in a shape of radius 1 around the origin."""
    distance = np.hypot(x, y)
    if shape == "disk":
        return distance < 0.9
    if shape == "ring":
        return (distance < 1) & (distance > 0.55)
    if shape == "square":
        return np.maximum(abs(x), abs(y)) < 0.8
    if shape == "triangle":
        return (y < 0.6) & (y > 1.8 * abs(x) - 1)
    return (np.maximum(abs(x), abs(y)) < 0.95) & (np.minimum(abs(x), abs(y)) < 0.3)


def _mask(shape, generator):
    """The part of each pixel that the shape covers, [32, 32]: place, size and turn at random."""
    radius = generator.uniform(6, 10)
    center_x, center_y = generator.uniform(radius + 1, SIZE - radius - 1, 2)
    angle = generator.uniform(-0.4, 0.4)
    grid = (np.arange(SIZE * _FINE) + 0.5) / _FINE
    x, y = np.meshgrid((grid - center_x) / radius, (grid - center_y) / radius)
    turned_x = np.cos(angle) * x + np.sin(angle) * y
    turned_y = np.cos(angle) * y - np.sin(angle) * x
    fine = _inside(shape, turned_x, turned_y).astype(float)
    return fine.reshape(SIZE, _FINE, SIZE, _FINE).mean(axis=(1, 3))


def _background(generator):
    """Three waves of random direction, length and color, [32, 32, 3], about 0.1 to 0.9."""
    x, y = np.meshgrid(np.arange(SIZE), np.arange(SIZE))
    image = np.full((SIZE, SIZE, 3), generator.uniform(0.3, 0.7, 3))
    for _ in range(3):
        direction, phase = generator.uniform(0, 2 * np.pi, 2)
        along = np.cos(direction) * x + np.sin(direction) * y
        wave = np.sin(2 * np.pi * along / generator.uniform(4, 16) + phase)
        image += wave[..., None] * generator.uniform(-0.12, 0.12, 3)
    return image


def _color(background, generator):
    """A color that differs from the background's mean."""
    while True:
        color = generator.uniform(0, 1, 3)
        if np.abs(color - background.mean(axis=(0, 1))).max() > 0.35:
            return color


def images(count, seed):
    """Draws images, the shapes in turn."""
    generator = np.random.default_rng(seed)
    colors, masks, labels = [], [], np.arange(count) % len(SHAPES)
    for label in labels:
        background = _background(generator)
        mask = _mask(SHAPES[label], generator)[..., None]
        image = mask * _color(background, generator) + (1 - mask) * background
        image += generator.normal(0, 0.03, image.shape)
        colors.append(np.clip(np.rint(image * 255), 0, 255))
        masks.append(mask[..., 0] >= 0.5)
    return Images(
        np.array(colors, np.uint8), np.array(masks, np.uint8), labels.astype(np.uint8)
    )
