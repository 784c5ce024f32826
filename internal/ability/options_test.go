package ability

import (
	"math"
	"slices"
	"testing"
)

// choices makes an item of raw choices, coded as they stand from 1 on; key is worth a mark.
func choices(key uint16, codes ...uint16) Answers {
	item := Answers{Max: 1, Codes: codes, Marks: make([]float64, int(slices.Max(append(codes, key)))+1)}
	item.Marks[key] = 1
	return item
}

// Six people, two items; the totals are 2 1 1 1 0 and, for who was asked one item, 1.
func TestOptionTablesAreThoseDoneByHand(t *testing.T) {
	items := []Answers{choices(2, 2, 2, 3, 3, 4, 0), choices(1, 1, 2, 1, 1, 2, 1)}
	tables := Options(items, []int{2, 0})
	if tables[1] != nil || len(tables[0]) != 3 {
		t.Fatalf("tables are %+v", tables)
	}
	key, wrong, rare := tables[0][0], tables[0][1], tables[0][2]
	if key.Code != 2 || key.People != 2 || key.Share != .4 || wrong.People != 2 || rare.Code != 4 || rare.People != 1 {
		t.Errorf("table is %+v", tables[0])
	}
	figure(t, "mean total of the key", key.MeanTotal, 1.5, 1e-12)
	figure(t, "mean total of a wrong option", wrong.MeanTotal, 1, 1e-12)
	// Indicator 1 1 0 0 0 with totals 2 1 1 1 0, and with rests 1 0 1 1 0.
	figure(t, "r of the key with the total", key.WithTotal, 1/math.Sqrt(1.2*2), 1e-12)
	figure(t, "r of the key with the rest", key.WithRest, -.2/math.Sqrt(1.2*1.2), 1e-12)
	s := Classical(items)
	itemRest, _ := s.Items[0].ItemRest.Value()
	figure(t, "r of the key with the rest, which is the item-rest r", key.WithRest, itemRest, 1e-12)
}

func TestAnOptionThatSaysNothingHasNoCorrelation(t *testing.T) {
	tables := Options([]Answers{choices(3, 2, 2, 2), choices(1, 1, 2, 1), choices(1, 0, 0, 0)}, []int{3, 1, 1})
	for _, row := range append(tables[0], tables[2]...) {
		if _, known := row.WithTotal.Value(); known {
			t.Errorf("%+v has a correlation", row)
		}
	}
	if len(tables[0]) != 2 || tables[0][1].Code != 3 || tables[0][1].People != 0 || len(tables[2]) != 1 {
		t.Errorf("a key that nobody chose is missing: %+v", tables)
	}
}

func TestFlagsPointAtWhatIsWrong(t *testing.T) {
	item := func(r float64) ItemStatistics {
		return ItemStatistics{People: 100, SD: Known(.5), ItemRest: Known(r), Efficiency: Known(100 * r)}
	}
	option := func(code int, share, r float64) OptionStatistics {
		return OptionStatistics{Code: code, People: int(100 * share), Share: share, WithRest: Known(r)}
	}
	const omitted, key = 1, 2
	tests := []struct {
		name    string
		item    ItemStatistics
		options []OptionStatistics
		want    []Flag
	}{
		{"sound", item(.4), []OptionStatistics{option(key, .6, .4), option(3, .4, -.4)}, nil},
		{"never asked", ItemStatistics{}, nil, []Flag{{Kind: NobodyAsked}}},
		{"constant", ItemStatistics{People: 5, SD: Known(0)}, nil, []Flag{{Kind: Constant}}},
		{"weak", item(.05), nil, []Flag{{Kind: Weak}}},
		{"barely efficient", item(.12), nil, []Flag{{Kind: LowEfficiency}}},
		{"wrong key", item(-.1), []OptionStatistics{option(key, .3, -.1), option(3, .7, .2)}, []Flag{{Kind: Misleading}, {RivalOption, 3}}},
		{"a wrong option climbs", item(.3), []OptionStatistics{option(key, .3, .3), option(3, .7, .1)}, []Flag{{ClimbingOption, 3}}},
		{"a rare option", item(.3), []OptionStatistics{option(key, .97, .3), option(3, .03, -.3)}, []Flag{{RareOption, 3}}},
		{"leaving out is no option", item(.3), []OptionStatistics{option(omitted, .01, .9), option(key, .99, .3)}, nil},
		{"nobody chose the key", ItemStatistics{People: 9, SD: Known(0)}, []OptionStatistics{{Code: key}, option(3, 1, 0)}, []Flag{{Kind: Constant}, {KeyNeverChosen, key}}},
	}
	for _, test := range tests {
		if got := Flags(test.item, test.options, key, omitted); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
