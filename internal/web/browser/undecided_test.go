package browser

import (
	"fmt"

	"touchstone/internal/testbed"
)

// reviewedRules are what axe leaves to a person and a person has looked at, by rule.
var reviewedRules = map[string]string{
	"th-has-data-cells": "a group of candidates has a head of its own over all columns",
}

// undecided says what is wrong with what axe could not decide. It gives up on contrast where things stand over each other or
// scroll; there the colours are computed here, against the nearest ground that is painted.
func undecided(p *testbed.Page, f testbed.Finding) (wrong []string) {
	if _, known := reviewedRules[f.Rule]; known {
		return nil
	}
	if f.Rule != "color-contrast" {
		return []string{"nobody has looked at it: " + f.String()}
	}
	for _, m := range testbed.Eval[[]contrast](p, fmt.Sprintf(contrasts, literal(f.Elements))) {
		if m.Ratio < m.Needed {
			wrong = append(wrong, fmt.Sprintf("the contrast of %s is %.2f, which needs %.1f", m.Element, m.Ratio, m.Needed))
		}
	}
	return wrong
}

// contrast is the ratio of a text to its ground as WCAG 2.2 computes it, and the least that it may be by 1.4.3.
type contrast struct {
	Element       string
	Ratio, Needed float64
}

// contrasts lets the browser turn every colour into sRGB by painting it.
const contrasts = `(() => {
	const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
	const paint = (...layers) => {
		canvas.clearRect(0, 0, 1, 1);
		for (const colour of layers) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
		return [...canvas.getImageData(0, 0, 1, 1).data];
	};
	const luminance = ([r, g, b]) => {
		const linear = [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
		return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
	};
	return %s.map((selector) => {
		const element = document.querySelector(selector);
		const style = getComputedStyle(element);
		const grounds = [];
		for (let e = element; e; e = e.parentElement) {
			const ground = getComputedStyle(e).backgroundColor;
			const alpha = paint(ground)[3];
			if (alpha > 0) grounds.unshift(ground);
			if (alpha === 255) break;
		}
		const ground = luminance(paint("white", ...grounds)), text = luminance(paint("white", ...grounds, style.color));
		const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
		return { Element: selector, Ratio: (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05), Needed: large ? 3 : 4.5 };
	});
})()`
