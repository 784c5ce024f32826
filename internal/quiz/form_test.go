package quiz

import (
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

var value = 404.0

// asked is one question of each kind with the item that shows it in an order of its own.
var asked = map[bank.Kind]struct {
	q    *bank.Question
	item *Item
}{
	bank.Single:   {choice("q"), &Item{Order: []int{2, 0, 3, 1}}},
	bank.Multiple: {&bank.Question{Kind: bank.Multiple, Options: []bank.Option{{Correct: true}, {Correct: true}, {}, {}}}, &Item{Order: []int{2, 0, 3, 1}}},
	bank.Match:    {&bank.Question{Kind: bank.Match, Pairs: []bank.Pair{{Left: "x", Right: "1"}, {Left: "y", Right: "2"}}, Decoys: []string{"3"}}, &Item{Order: []int{1, 2, 0}}},
	bank.Order:    {&bank.Question{Kind: bank.Order, Order: []string{"a", "b", "c"}}, &Item{Order: []int{1, 2, 0}}},
	bank.Numeric:  {&bank.Question{Kind: bank.Numeric, Value: &value}, &Item{}},
	bank.Short:    {&bank.Question{Kind: bank.Short, Accept: []string{"foreign key"}}, &Item{}},
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		kind bank.Kind
		form string
		want bank.Response
	}{
		{bank.Single, "answer=b", bank.Response{Choices: []int{0}}}, {bank.Single, "answer=a", bank.Response{Choices: []int{2}}}, {bank.Single, "answer=dont-know", bank.Response{DontKnow: true}},
		{bank.Single, "", bank.Response{}},
		{bank.Multiple, "answer=d&answer=b", bank.Response{Choices: []int{0, 1}}}, {bank.Multiple, "answer=dont-know", bank.Response{DontKnow: true}}, {bank.Multiple, "", bank.Response{}},
		{bank.Match, "answer.1=3&answer.2=1", bank.Response{Rights: []int{0, 1}}}, {bank.Match, "answer.1=2&answer.2=", bank.Response{Rights: []int{2, -1}}},
		{bank.Match, "answer=dont-know&answer.1=3", bank.Response{DontKnow: true}}, {bank.Match, "", bank.Response{Rights: []int{-1, -1}}},
		{bank.Order, "answer.1=2&answer.2=3&answer.3=1", bank.Response{Sequence: []int{0, 1, 2}}}, {bank.Order, "answer.1=1&answer.2=2&answer.3=3", bank.Response{Sequence: []int{1, 2, 0}}},
		{bank.Order, "answer=dont-know", bank.Response{DontKnow: true}},
		{bank.Numeric, "answer=+404,0", bank.Response{Text: " 404,0"}}, {bank.Numeric, "", bank.Response{}},
		{bank.Short, "answer=Foreign%20key", bank.Response{Text: "Foreign key"}}, {bank.Short, "answer=dont-know", bank.Response{DontKnow: true}},
		{bank.Short, "answer=" + strings.Repeat("%D0%BA", MaxAnswer), bank.Response{Text: strings.Repeat("к", MaxAnswer)}},
		{bank.Short, "answer=a%FF%FEb", bank.Response{Text: "a\uFFFDb"}},
	} {
		form, err := url.ParseQuery(c.form)
		if err != nil {
			t.Fatal(err)
		}
		got, err := asked[c.kind].item.Decode(asked[c.kind].q, form)
		if err != nil || !got.Same(c.want) || got.DontKnow != c.want.DontKnow || !reflect.DeepEqual(got.Text, c.want.Text) {
			t.Errorf("%s %.60s: %+v, %v, want %+v", c.kind, c.form, got, err, c.want)
		}
	}
}

func TestDecodeRefusesWhatThePageDidNotOffer(t *testing.T) {
	for kind, forms := range map[bank.Kind][]string{
		bank.Single:   {"answer=e", "answer=A", "answer=ab", "answer=", "answer=0", "answer=a&answer=b", "answer=`", "answer=%C3%A4", "answer=a&answer=a"},
		bank.Multiple: {"answer=a&answer=a", "answer=a&answer=dont-know", "answer=e", "answer=a&answer=b&answer=c&answer=d&answer=a&answer=b"},
		bank.Match:    {"answer.1=0", "answer.1=4", "answer.1=x", "answer.1=1&answer.1=2", "answer.1=99999999999999999999", "answer.1=-1"},
		bank.Order:    {"", "answer.1=1&answer.2=2", "answer.1=1&answer.2=1&answer.3=2", "answer.1=0&answer.2=1&answer.3=2", "answer.1=1&answer.2=2&answer.3=4", "answer.1=1&answer.1=1&answer.2=2&answer.3=3"},
		bank.Numeric:  {"answer=1&answer=2", "answer=" + strings.Repeat("1", MaxAnswer+1)},
		bank.Short:    {"answer=a&answer=b", "answer=" + strings.Repeat("%D0%BA", MaxAnswer+1)},
	} {
		for _, text := range forms {
			form, err := url.ParseQuery(text)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := asked[kind].item.Decode(asked[kind].q, form); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s %.60s: %+v, %v", kind, text, got, err)
			}
		}
	}
}

func TestPlaceFindsWhatThePageShows(t *testing.T) {
	item := asked[bank.Single].item
	for place, own := range item.Order {
		if item.Place(own) != place {
			t.Errorf("%d stands at %d", own, item.Place(own))
		}
		form := map[string][]string{"answer": {Value(place)}}
		if r, err := item.Decode(asked[bank.Single].q, form); err != nil || r.Choices[0] != own {
			t.Errorf("the value of place %d is decoded as %+v, %v", place, r, err)
		}
	}
	if item.Place(9) != -1 {
		t.Error("what is not there has a place")
	}
}

// Whatever a browser sends is either refused as invalid or a response that can be marked from 0 to 1, and decoding does not change what it is given.
func FuzzAnswerForm(f *testing.F) {
	kinds := []bank.Kind{bank.Single, bank.Multiple, bank.Match, bank.Order, bank.Numeric, bank.Short}
	for i, form := range []string{
		"answer=b", "answer=d&answer=b", "answer.1=3&answer.2=1", "answer.1=2&answer.2=3&answer.3=1", "answer=404,0", "answer=foreign+key", "answer=dont-know",
		"answer=%FF%00", "answer.1=99999999999999999999", "answer[]=a&answer.=b&answer.0=1", "answer=" + strings.Repeat("a&answer=", 200),
	} {
		f.Add(uint8(i), form)
	}
	f.Fuzz(func(t *testing.T, kind uint8, text string) {
		form, err := url.ParseQuery(text)
		if err != nil {
			return
		}
		c := asked[kinds[int(kind)%len(kinds)]]
		before := fmt.Sprint(form)
		response, err := c.item.Decode(c.q, form)
		if after := fmt.Sprint(form); after != before {
			t.Fatalf("the form is now %s", after)
		}
		if err == nil {
			var mark float64
			if mark, err = c.q.Mark(response); err == nil && (mark < 0 || mark > 1) {
				t.Fatalf("%s %q has the mark %v", c.q.Kind, text, mark)
			}
			if !response.Same(response) {
				t.Fatalf("%+v differs from itself", response)
			}
		}
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Fatalf("%s %q: %v", c.q.Kind, text, err)
		}
	})
}
