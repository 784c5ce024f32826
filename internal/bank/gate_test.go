package bank

import (
	"fmt"
	"strings"
	"testing"
)

// single builds a single choice whose first option is the key.
func single(stem string, options ...string) Question {
	q := Question{Kind: Single, Level: Understand, Stem: stem}
	for i, text := range options {
		q.Options = append(q.Options, Option{Text: text, Correct: i == 0, Why: "A reason.", Proof: "A proof."})
	}
	return q
}

func with(q Question, change func(*Question)) Question {
	change(&q)
	return q
}

// clean holds questions of several subjects without a flaw: what the gate says of them is a false alarm.
var clean = []Question{
	single("Which tree loses all of its leaves every autumn in a temperate climate?", "birch", "spruce", "holly", "yew"),
	single("What does a thermostat do when a room reaches the wanted temperature?", "switches the heating off", "opens the nearest window", "locks the boiler's door"),
	single("Which organ filters waste from the blood of a mammal?", "kidney", "lung", "spleen", "stomach"),
	single("Which planet has the shortest year in the solar system?", "Mercury", "Venus", "Earth", "Mars"),
	single("What distinguishes a stack from a queue?", "A stack returns the newest element first", "A stack returns the oldest element first", "A stack returns the smallest element first"),
	single("A bakery wants to bake bread before dawn without staff in the building. Which device should it install?", "oven timer", "smoke detector", "flour sifter"),
	single("What do builders use a lever for?", "lift a load with little force", "measure the weight of a gas", "store heat for a cold night"),
	single("Which unit measures the current in a wire?", "ampere", "volt", "ohm", "watt"),
	single("What happens to a bar of iron when it is heated?", "its length grows", "its mass doubles", "its colour fades"),
	single("How many sides does a hexagon have?", "6", "8", "10"),
	single("Which sorting method divides the list around a pivot?", "quicksort", "merge sort", "insertion sort", "bubble sort"),
	single("What does a compiler produce from source code?", "a program that the machine can run", "a picture of the program's structure", "a list of the program's authors"),
	single("Which statement removes a table together with its rows?", "`DROP TABLE`", "`DELETE`", "`ALTER TABLE`"),
	single("What does the status code 404 tell a client?", "the resource was not found", "the client has to sign in", "the server is overloaded"),
	single("Which instrument shows the direction of magnetic north?", "compass", "barometer", "altimeter"),
	single("What is the effect of salt on the freezing point of water?", "it moves the point down", "it hardens the ice crystals", "it colours the melted water"),
	single("A library lends 300 books a day and must find each copy in seconds. Which tool should the librarian choose?", "a catalogue by signature", "a diary of the readers", "a plan of the building"),
	single("Which process turns liquid water into vapour?", "evaporation", "condensation", "sublimation"),
	single("Which gas do plants take in for photosynthesis?", "carbon dioxide", "nitrogen", "helium"),
	single("What is the purpose of a keel under a boat?", "hold the hull upright in the wind", "warm the cabin during the night", "signal the position to other ships"),
	single("A colleague says: “Copper is a magnet.” Which reply is right?", "Copper is not magnetic at room temperature.", "Copper is magnetic as long as it is cold.", "Copper is magnetic once it is polished."),
	single("Three of these are mammals. Which one belongs to another class?", "penguin", "dolphin", "bat", "seal"),
	single("Which language is Laravel written in?", "PHP", "Python", "Ruby"),
	single("What does TLS stand for in networking?", "Transport Layer Security", "Terminal Line Service", "Total Link Speed"),
	single("Which boiling point has water at sea level?", "90 °C", "95 °C", "100 °C"),
	with(single("Which of these animals lay eggs?", "salmon", "eagle", "hedgehog", "otter"), func(q *Question) { q.Kind = Multiple; q.Options[1].Correct = true }),
	{Kind: Order, Stem: "Put the steps of brewing coffee into the order in which they happen.", Order: []string{"The cook grinds the beans.", "The cook fills the filter.", "Hot water runs through the filter.", "The guest drinks from the cup."}},
	{Kind: Match, Stem: "Match each animal with its young.", Pairs: []Pair{{"cow", "calf"}, {"sheep", "lamb"}, {"horse", "foal"}, {"goat", "kid"}}, Decoys: []string{"cub"}},
	{Kind: Short, Stem: "Which metal is liquid at room temperature? Write its name.", Accept: []string{"mercury"}},
	single("What does a firewall do with a packet that matches a blocking rule?", "drops the packet", "copies the packet", "delays the packet"),
	single("Which part of a letter tells the postman where to go?", "address", "signature", "greeting", "stamp"),
	single("What makes a bicycle stop when the rider pulls the handle?", "friction at the rim", "pressure in the tyre", "tension in the chain"),
	single("Which document states the rules of a rented flat?", "tenancy agreement", "energy certificate", "insurance policy"),
	single("Why does a team review code before it merges a change?", "a second reader finds faults early", "a second reader types faster", "a second reader owns the server"),
	single("In which order does a queue return its elements?", "oldest element before newest", "newest element before oldest", "largest element before smallest"),
	single("What separates a primary key from a unique constraint?", "a table has at most one primary key", "a table needs two primary keys", "a table hides its primary key"),
	single("Without a brake, a cart on a slope behaves in which way?", "it rolls downhill", "it stays where it is", "it tips onto one side"),
	single("Which tool should a gardener take to cut a thick branch?", "saw", "rake", "hoe"),
	single("What does a cache keep close to its reader?", "copies of data that are asked for again", "records of users who have signed in", "plans of machines that will be bought"),
	single("Which material sinks when it is thrown into water?", "iron", "cork", "pine"),
}

var planted = []struct {
	check int
	q     Question
}{
	{1, single("It is used for cutting wood in which trade?", "carpentry", "bakery", "pottery")},
	{1, single("What is iron?", "a metal", "a gas", "a salt")},
	{1, single("Which tool is used for screws, nails, bolts etc.?", "driver", "saw", "brush")},
	{1, single("What is a saw used for? And who invented the saw?", "cutting", "painting", "gluing")},
	{1, single("Which of the tools, which are sold in a shop that lies at the end of the long street behind the station where the trains from the south arrive in the early morning and leave again late at night, is used to cut wood?", "saw", "brush", "level")},
	{2, single("Which metal is liquid at room temperature?", "mercury", "iron")},
	{3, single("Which gas do plants take in from the air?", "carbon dioxide", "helium", "none of the above")},
	{3, single("Which gas do plants take in from the air?", "carbon dioxide", "helium", "None of these")},
	{4, single("What is a lever used for?", "to lift a heavy load with a small force over a short distance", "to measure gas", "to store heat", "to cool milk")},
	{4, single("What is a lever used for in a mill?", "raising the heavy stone by hand so that the miller can clean the channel below it", "weighing the bags of flour", "warming the cold kitchen")},
	{5, single("Penguins live far in the south of the globe. Which metal conducts electricity well?", "copper", "sulphur", "glass")},
	{6, single("Copper conducts electricity, as every wire shows. Is this right?", "true", "false", "it depends")},
	{6, single("Which of the statements about copper is true?", "It conducts electricity", "It floats on water", "It burns in air")},
	{7, single("Which team plays in the final of the cup?", "red lions north", "red tigers south", "blue lions east", "green bears north")},
	{8, single("What does salt do to the ice on a road?", "increases melting", "decreases melting", "paints the road")},
	{8, single("How many legs does an insect have on its body?", "6 legs", "a pair of legs", "a ring of legs")},
	{9, single("Which of these animals lives in the sea?", "all of the above", "whale", "shark")},
	{9, single("Which of these animals lives in the sea?", "whale", "shark", "All of these")},
	{10, single("A ____ is a tool that cuts wood in a workshop?", "saw", "rake", "brush")},
	{11, single("What is true of birds in a cold winter?", "some fly south", "they always fly north", "they sleep in caves")},
	{11, single("Which rule holds for a closed valve in a pipe?", "it stops the flow", "it must break the pipe", "it heats the water")},
	{12, single("Which material protects against fire in a fireplace?", "fire brick", "pine board", "cotton wool")},
	{12, single("Ruby on Rails is a framework for which language?", "Ruby", "Python", "Java")},
	{12, single("What is the task of an authorization server in OAuth?", "authorization of clients", "storage of photos", "rendering of pages")},
	{13, single("Which of the following is true?", "Copper conducts electricity", "Copper floats on water", "Copper burns in air")},
	{13, single("Which statement is correct about the following?", "Copper conducts electricity", "Copper floats on water", "Copper burns in air")},
	{13, single("The strange behaviour of copper in water and air", "it turns green", "it turns blue", "it turns white")},
	{14, single("Which of these animals lay eggs on land?", "both A and B", "eagle", "whale")},
	{14, single("Which of these animals lay eggs on land?", "eagle", "whale", "1 and 2")},
	{14, single("Which of these animals lay eggs on land?", "eagle", "a, b and c", "otter")},
	{15, single("The device that shows magnetic north is called an", "astrolabe", "compass", "barometer")},
	{15, single("Which bird is the largest one alive today?", "an ostrich", "sparrow", "eagle")},
	{15, single("What does a farmer do in spring before sowing?", "plough the field", "painting the barn", "sell the house")},
	{15, single("What does a thermostat do in a heated room?", "switches the heating off.", "opens the window", "locks the door")},
	{15, single("Which vehicles does a farmer use on a field?", "tractor", "trains", "ship")},
	{15, single("What should a driver do in dense fog?", "to switch on the lamps", "sound the horn twice", "close both windows")},
	{16, single("How many sides does a hexagon have?", "6", "10", "8")},
	{16, Question{Kind: Order, Stem: "Put the steps of brewing coffee into order.", Order: []string{"The cook grinds the beans.", "Then the cook fills the filter.", "Hot water runs through the filter."}}},
	{16, Question{Kind: Order, Stem: "Put the steps of brewing coffee into order.", Order: []string{"The cook grinds the beans.", "The cook fills the filter.", "Finally the guest drinks from the cup."}}},
	{17, single("What do birds do in a cold winter?", "often fly south", "build new nests", "change their song")},
	{17, single("What do birds do in a cold winter?", "fly south", "build new nests", "may change their song")},
	{18, single("Which unit measures electric current?", "ampere", "volt", "Ampere")},
	{18, with(single("Which unit measures electric current?", "ampere", "volt", "watt"), func(q *Question) { q.Options[1].Correct = true })},
	{18, with(single("Which unit measures electric current?", "ampere", "volt", "watt"), func(q *Question) { q.Options[0].Correct = false })},
	{18, single("Which rule gives the area of a rectangle?", "width times height", "height times width", "width plus height")},
	{19, single("Which of these animals does not live in the sea?", "otter", "whale", "shark")},
	{19, single("All of these live in the sea except which animal?", "eagle", "whale", "shark")},
	{19, single("Which animal is least at home in the sea?", "eagle", "whale", "shark")},
	{22, single("Which tool cuts wood in a workshop?", "saw", "a device with a long handle and soft hairs that spreads paint on a wall", "rake")},
	{23, single("Which operation combines two tables?", "join", "inner join", "filter")},
	{23, single("How long does a cold last in most cases?", "3-5 days", "4-8 days", "20-30 days")},
	{24, single("What is the average salary of a carpenter?", "low", "high", "middle")},
	{24, single("Which tool is the most popular with carpenters?", "saw", "rake", "hoe")},
	{24, single("Which tool did carpenters buy in 2024 for their shops?", "saw", "rake", "hoe")},
	{24, single("Which language is great for small workshops?", "Python", "Ruby", "Java")},
	{25, single("Which tool does this article recommend to cut wood?", "saw", "rake", "hoe")},
	{25, single("According to the text, which tool cuts wood?", "saw", "rake", "hoe")},
	{25, single("Which courses were highlighted above for carpenters?", "saw course", "rake course", "hoe course")},
	{29, with(single("Which tool should a gardener take to cut a thick branch?", "saw", "rake", "hoe"), func(q *Question) { q.Schema = "scenario"; q.Level = Remember })},
}

func TestGateFindsPlantedFlaws(t *testing.T) {
	g := NewGate(nil, nil)
	found := 0
	for _, p := range planted {
		flaws := g.Question(&p.q)
		hit := false
		for _, f := range flaws {
			hit = hit || f.Check == p.check
		}
		if hit {
			found++
			continue
		}
		t.Logf("check %d (%s) says nothing of %q, found %v", p.check, CheckName(p.check), p.q.Stem, flaws)
	}
	if share := float64(found) / float64(len(planted)); share < 0.95 {
		t.Errorf("%d of %d planted flaws found", found, len(planted))
	}
}

func TestGateLeavesCleanQuestionsAlone(t *testing.T) {
	g := NewGate(nil, nil)
	alarms := 0
	for i := range clean {
		if flaws := g.Question(&clean[i]); len(flaws) > 0 {
			alarms++
			t.Logf("%q: %v", clean[i].Stem, flaws)
		}
	}
	if share := float64(alarms) / float64(len(clean)); share > 0.03 {
		t.Errorf("%d false alarms over %d clean questions", alarms, len(clean))
	}
}

func TestGateRefusesTwoDefinitionsOfOneThing(t *testing.T) {
	q := single("Which of these definitions fits a stack?", "returns the newest element first", "returns the oldest element first", "hands its elements out in the order of arrival")
	q.Schema, q.Options[0].Concept, q.Options[1].Concept, q.Options[2].Concept = "definition-meaning", "stack", "queue", "queue"
	found := false
	for _, f := range NewGate(nil, nil).Question(&q) {
		found = found || f.Check == 18
	}
	if !found {
		t.Error("two definitions of a queue pass as options of one question")
	}
}

func TestGateChecksSupport(t *testing.T) {
	const text = "A saw is a tool that cuts wood in a workshop with its many teeth of steel. A rake gathers leaves."
	g := NewGate(nil, func(document string) (string, bool) { return text, document == "tools.md" })
	sound := single("Which tool cuts wood with teeth of steel?", "saw", "rake", "hoe")
	sound.Evidence = []Evidence{{Document: "tools.md", Quote: text[:75], Start: 0, End: 75}}
	if flaws := g.Question(&sound); len(flaws) > 0 {
		t.Fatalf("a supported question has %v", flaws)
	}
	for name, change := range map[string]func(*Question){
		"no evidence": func(q *Question) { q.Evidence = nil },
		"moved quote": func(q *Question) {
			q.Evidence = []Evidence{{Document: "tools.md", Quote: text[:75], Start: 1, End: 76}}
		},
		"beyond the end":   func(q *Question) { q.Evidence = []Evidence{{Document: "tools.md", Quote: text, Start: 9, End: 9999}} },
		"unknown document": func(q *Question) { q.Evidence = []Evidence{{Document: "else.md", Quote: text[:75], Start: 0, End: 75}} },
		"another key":      func(q *Question) { q.Options[0].Text = "chisel" },
	} {
		q := sound
		q.Options = append([]Option{}, sound.Options...)
		change(&q)
		if !hasCheck(g.Question(&q), 20) {
			t.Errorf("%s: check 20 says nothing: %v", name, g.Question(&q))
		}
	}
	unproved := sound
	unproved.Options = append([]Option{}, sound.Options...)
	unproved.Options[1].Proof = ""
	if !hasCheck(g.Question(&unproved), 18) {
		t.Error("a wrong option without a proof passes")
	}
	copied := sound
	copied.Stem = "Which tool cuts wood in a workshop with its many teeth of steel?"
	if !hasCheck(g.Question(&copied), 28) {
		t.Error("a stem that copies the passage passes")
	}
}

func hasCheck(flaws []Flaw, check int) bool {
	for _, f := range flaws {
		if f.Check == check {
			return true
		}
	}
	return false
}

func TestGateOfAQuiz(t *testing.T) {
	g := NewGate(nil, nil)
	a := single("Which tool with steel teeth cuts a thick branch?", "bow saw", "rake", "hoe")
	b := single("What does a bow saw with steel teeth cut in a garden?", "a thick branch", "a sheet of glass", "a bar of iron")
	c := single("Which metal is liquid at room temperature?", "mercury", "iron", "tin")
	a.ID, b.ID, c.ID = "a", "b", "c"
	flaws := g.Quiz([]Question{a, b, c})
	if len(flaws) != 1 || flaws[0].Check != 21 || strings.Join(flaws[0].Questions, " ") != "a b" {
		t.Errorf("got %v, want the answer of a in b alone", flaws)
	}
	b.Facts, c.Facts = []string{"f1"}, []string{"f1"}
	if !g.Enemies(&b, &c) || g.Enemies(&a, &c) {
		t.Error("a shared fact makes enemies, nothing else does here")
	}
}

func TestGateOfABank(t *testing.T) {
	g := NewGate(nil, nil)
	var fair, biased []Question
	words := strings.Fields("anchor barrel candle drawer engine funnel garlic hammer island jacket kettle ladder magnet needle orange pencil quiver ribbon saddle tunnel")
	for i := range 120 {
		q := single(fmt.Sprintf("Which %s of the %s numbered %d belongs to the %s?", words[i%20], words[(i*7+3)%20], i, words[(i*11+5)%20]),
			words[(i*3+1)%20]+strings.Repeat("x", i*7%5), words[(i*3+2)%20]+strings.Repeat("y", i*3%5), words[(i*3+4)%20]+strings.Repeat("z", i%5))
		biased = append(biased, q)
		q.Options = append([]Option{}, q.Options...)
		q.Options[0], q.Options[i%3] = q.Options[i%3], q.Options[0]
		fair = append(fair, q)
	}
	if flaws := g.Bank(fair); len(flaws) > 0 {
		t.Errorf("a fair bank has %v", flaws)
	}
	if flaws := g.Bank(biased); len(flaws) != 1 || flaws[0].Check != 27 {
		t.Errorf("keys that all stand at A: got %v", flaws)
	}
	for i := range fair {
		fair[i].Options = append([]Option{}, fair[i].Options...)
		fair[i].Options[fair[i].key()].Text += " and one more thing"
	}
	if flaws := g.Bank(fair); len(flaws) != 1 || flaws[0].Check != 4 {
		t.Errorf("keys that are the longest: got %v", flaws)
	}
	twice := []Question{single("Which large tool with steel teeth cuts a thick branch in the garden?", "saw", "rake", "hoe"), single("Which large tool with steel teeth cuts thick branches in a garden?", "saw", "spade", "hoe"), single("Which metal is liquid at room temperature?", "mercury", "iron", "tin")}
	if flaws := g.Bank(twice); len(flaws) != 1 || flaws[0].Check != 26 {
		t.Errorf("a near duplicate: got %v", flaws)
	}
}

func TestKinWordsGiveAKeyAway(t *testing.T) {
	for _, pair := range [][2]string{{"phone", "telephone"}, {"alone", "self"}, {"collects", "aggregator"}, {"calendar", "scheduled"}, {"ruby", "rubygems"}} {
		if !kin(pair[0], pair[1]) || !kin(pair[1], pair[0]) {
			t.Errorf("%q and %q are not told to be kin", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"date", "update"}, {"port", "support"}, {"cache", "cookie"}} {
		if kin(pair[0], pair[1]) {
			t.Errorf("%q and %q are no kin", pair[0], pair[1])
		}
	}
	g := NewGate(nil, nil)
	q := Question{Kind: Single, Schema: "property", Stem: "Which of these does the phone scope ask for?", Options: []Option{{Text: "The postal address"}, {Text: "The telephone number", Correct: true}, {Text: "A refresh token"}}}
	told := func() bool {
		for _, f := range g.Question(&q) {
			if f.Check == 12 {
				return true
			}
		}
		return false
	}
	if !told() {
		t.Error("the telephone number answers for the phone unseen")
	}
	if q.Options[0].Text = "The microphone setting"; told() {
		t.Error("a wrong option with the same cue does not excuse the key")
	}
}
