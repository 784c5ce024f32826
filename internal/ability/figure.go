package ability

import (
	"encoding/json"
	"math"
)

// Figure is a number that cannot always be had: the correlation with a constant, say, does not exist. Its zero value is absent; absent is null in JSON.
type Figure struct {
	value float64
	known bool
}

// Known makes a figure of a finite number. What is not finite is no figure, and stays absent.
func Known(value float64) Figure {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return Figure{}
	}
	return Figure{value, true}
}

// Value returns the number and whether there is one.
func (f Figure) Value() (value float64, known bool) { return f.value, f.known }

// MarshalJSON writes the number in full precision, or null.
func (f Figure) MarshalJSON() ([]byte, error) {
	if !f.known {
		return []byte("null"), nil
	}
	return json.Marshal(f.value)
}

// times scales a figure.
func (f Figure) times(factor float64) Figure {
	if !f.known {
		return f
	}
	return Known(f.value * factor)
}

// below says whether a figure is there and smaller than a limit.
func (f Figure) below(limit float64) bool { return f.known && f.value < limit }

// Present says whether there is a number.
func (f Figure) Present() bool { return f.known }
