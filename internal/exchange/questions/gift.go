package questions

import (
	"regexp"
	"strconv"
	"strings"

	"touchstone/internal/bank"
)

// Escaped characters become private runes while a GIFT text is cut, so that only the ones that mean something are seen.
const (
	giftSpecial = `~=#{}:\n`
	giftPrivate = '\ue000'
)

var (
	giftMark   = regexp.MustCompile(`(?i)^\s*\[(html|moodle|plain|markdown)\]\s*`)
	giftWeight = regexp.MustCompile(`^\s*%(-?[0-9]+(?:\.[0-9]+)?)%`)
	giftTruth  = regexp.MustCompile(`(?i)^(t|true|f|false)$`)
)

// readGIFT reads Moodle's GIFT format: questions between blank lines, answers in braces.
func readGIFT(text string) (*File, error) {
	f := &File{}
	topic, start := "", 0
	var block []string
	flush := func() {
		if len(block) > 0 {
			f.addGIFT(strings.Join(block, "\n"), start, topic)
		}
		block = nil
	}
	for n, line := range strings.Split(hideEscapes(text), "\n") {
		bare := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(bare, "//"):
		case strings.HasPrefix(bare, "$CATEGORY:"):
			flush()
			topic = strings.TrimSpace(showEscapes(bare[len("$CATEGORY:"):]))
			topic = topic[strings.LastIndex(topic, "/")+1:]
		case bare == "":
			flush()
		default:
			if len(block) == 0 {
				start = n + 1
			}
			block = append(block, line)
		}
	}
	flush()
	return f, nil
}

func hideEscapes(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	escaped := false
	for _, r := range text {
		if r >= giftPrivate && r < giftPrivate+rune(len(giftSpecial)) {
			r = '\ufffd'
		}
		at := -1
		if escaped {
			at = strings.IndexRune(giftSpecial, r)
		}
		switch {
		case escaped && at >= 0:
			b.WriteRune(giftPrivate + rune(at))
			escaped = false
		case escaped:
			b.WriteRune('\\')
			if escaped = r == '\\'; !escaped {
				b.WriteRune(r)
			}
		case r == '\\':
			escaped = true
		default:
			b.WriteRune(r)
		}
	}
	if escaped {
		b.WriteRune('\\')
	}
	return b.String()
}

func showEscapes(text string) string {
	return strings.Map(func(r rune) rune {
		k := int(r - giftPrivate)
		switch {
		case k < 0 || k >= len(giftSpecial):
			return r
		case giftSpecial[k] == 'n':
			return '\n'
		}
		return rune(giftSpecial[k])
	}, text)
}

func (f *File) addGIFT(block string, line int, topic string) {
	q := bank.Question{Topic: topic}
	block = strings.TrimSpace(block)
	if rest, found := strings.CutPrefix(block, "::"); found {
		if name, after, closed := strings.Cut(rest, "::"); closed {
			q.ID, block = strings.TrimSpace(showEscapes(name)), after
		}
	}
	var lost []string
	mark := "moodle"
	if m := giftMark.FindStringSubmatch(block); m != nil {
		mark, block = strings.ToLower(m[1]), block[len(m[0]):]
	}
	text := func(part string) (string, string) {
		if m := giftMark.FindStringSubmatch(part); m != nil {
			part = part[len(m[0]):]
		}
		shown := strings.TrimSpace(showEscapes(part))
		if mark == "html" || mark == "moodle" && tagged.MatchString(shown) {
			plain, code, missed := fromHTML(shown)
			lost = append(lost, missed...)
			return plain, code
		}
		return fromMarkdown(shown)
	}
	before, rest, opened := strings.Cut(block, "{")
	if !opened {
		f.skip(q.ID, line, "it has no answers: a description")
		return
	}
	answers, after, closed := strings.Cut(rest, "}")
	if !closed {
		f.skip(q.ID, line, "the brace of its answers is never closed")
		return
	}
	if strings.ContainsRune(after, '{') {
		f.skip(q.ID, line, "it has more than one gap")
		return
	}
	if strings.TrimSpace(after) != "" {
		before = strings.TrimRight(before, " ") + " _____ " + strings.TrimLeft(after, " ")
	}
	q.Stem, q.Code = text(before)
	if answers, feedback, found := strings.Cut(answers, "####"); found {
		q.Explanation, _ = text(feedback)
		f.addAnswers(&q, answers, line, &lost, text)
		return
	}
	f.addAnswers(&q, answers, line, &lost, text)
}

func (f *File) addAnswers(q *bank.Question, answers string, line int, lost *[]string, text func(string) (string, string)) {
	answers = strings.TrimSpace(answers)
	truth, feedback, _ := strings.Cut(answers, "#")
	switch {
	case answers == "":
		f.skip(q.ID, line, "it asks for a free text")
		return
	case giftTruth.MatchString(strings.TrimSpace(truth)):
		right := strings.EqualFold(strings.TrimSpace(truth)[:1], "t")
		q.Kind, q.Options = bank.Single, []bank.Option{{Text: "True", Correct: right}, {Text: "False", Correct: !right}}
		wrong, correct, _ := strings.Cut(feedback, "#")
		for k := range q.Options {
			said := wrong
			if q.Options[k].Correct {
				said = correct
			}
			q.Options[k].Why, _ = text(said)
		}
	case answers[0] == '#':
		if !giftNumber(q, answers[1:], lost) {
			f.skip(q.ID, line, "its number cannot be read")
			return
		}
	default:
		if strings.Count(answers, "=")+strings.Count(answers, "~") > maxAnswers {
			f.skip(q.ID, line, tooManyAnswers)
			return
		}
		giftChoices(q, answers, lost, text)
		if len(q.Options)+len(q.Pairs)+len(q.Accept) == 0 {
			f.skip(q.ID, line, "no answer begins with = or ~")
			return
		}
	}
	f.add(*q, line, *lost)
}

// giftNumber reads value:tolerance, low..high, or the best of several such answers.
func giftNumber(q *bank.Question, text string, lost *[]string) bool {
	parts := cutAnswers(text)
	if len(parts) == 0 {
		parts = []string{"=" + text}
	}
	if len(parts) > 1 {
		*lost = append(*lost, "all numbers but the first")
	}
	part := giftWeight.ReplaceAllString(strings.TrimLeft(parts[0], "=~"), "")
	part, _, _ = strings.Cut(part, "#")
	part = strings.TrimSpace(showEscapes(part))
	if low, high, found := strings.Cut(part, ".."); found {
		l, ok1 := bank.ParseNumber(low)
		h, ok2 := bank.ParseNumber(high)
		value := (l + h) / 2
		q.Kind, q.Value, q.Tolerance = bank.Numeric, &value, max(h-value, value-h)
		return ok1 && ok2
	}
	number, reach, _ := strings.Cut(part, ":")
	value, ok := bank.ParseNumber(number)
	if reach != "" {
		tolerance, fine := bank.ParseNumber(reach)
		q.Tolerance, ok = max(tolerance, -tolerance), ok && fine
	}
	q.Kind, q.Value = bank.Numeric, &value
	return ok
}

// cutAnswers cuts the inside of the braces before each = or ~.
func cutAnswers(text string) []string {
	var parts []string
	start := -1
	for i := range len(text) {
		if text[i] != '=' && text[i] != '~' {
			continue
		}
		if start >= 0 {
			parts = append(parts, text[start:i])
		}
		start = i
	}
	if start >= 0 {
		parts = append(parts, text[start:])
	}
	return parts
}

func giftChoices(q *bank.Question, answers string, lost *[]string, text func(string) (string, string)) {
	parts := cutAnswers(answers)
	choice, pairs, positive := false, 0, 0
	for _, part := range parts {
		choice = choice || part[0] == '~'
		if strings.Contains(part, "->") {
			pairs++
		}
	}
	partial := false
	for _, part := range parts {
		right, body := part[0] == '=', part[1:]
		if m := giftWeight.FindStringSubmatch(body); m != nil {
			weight, _ := strconv.ParseFloat(m[1], 64) // the expression lets only numbers through
			body = body[len(m[0]):]
			right = weight > 0
			if right {
				positive++
			}
			partial = partial || weight < 100
		}
		body, feedback, _ := strings.Cut(body, "#")
		if pairs == len(parts) && !choice {
			left, right, _ := strings.Cut(body, "->")
			l, _ := text(left)
			r, _ := text(right)
			if l == "" && r != "" {
				q.Decoys = append(q.Decoys, r)
			} else {
				q.Pairs = append(q.Pairs, bank.Pair{Left: l, Right: r})
			}
			continue
		}
		said, code := text(body)
		if code != "" {
			said = strings.TrimSpace(said + " `" + oneLine(code) + "`")
		}
		if !choice {
			q.Accept = append(q.Accept, said)
			if partial && right {
				*lost = append(*lost, "the weight of "+strconv.Quote(said))
				partial = false
			}
			continue
		}
		why, _ := text(feedback)
		q.Options = append(q.Options, bank.Option{Text: said, Correct: right, Why: why})
	}
	switch {
	case len(q.Pairs) > 0:
		q.Kind = bank.Match
	case choice && positive > 1:
		q.Kind = bank.Multiple
	case choice:
		q.Kind = bank.Single
	default:
		q.Kind = bank.Short
	}
}

func writeGIFT(questions []bank.Question, lose func(q *bank.Question, what string)) string {
	var b strings.Builder
	topic := ""
	for i := range questions {
		q := &questions[i]
		answers, ok := giftAnswers(q)
		if !ok {
			lose(q, leftOut+"GIFT has nothing for putting steps into order")
			continue
		}
		loseOurs(q, lose, false)
		if q.Topic != topic {
			topic = q.Topic
			b.WriteString("$CATEGORY: " + giftText(oneLine(topic)) + "\n\n")
		}
		b.WriteString("::" + giftText(oneLine(q.ID)) + "::[markdown]" + giftText(markdown(q.Stem, q.Code)) + " {\n" + answers)
		if q.Explanation != "" {
			b.WriteString("####" + giftText(q.Explanation) + "\n")
		}
		b.WriteString("}\n\n")
	}
	return b.String()
}

func giftAnswers(q *bank.Question) (string, bool) {
	var b strings.Builder
	switch q.Kind {
	case bank.Single, bank.Multiple:
		right := max(1, keys(q))
		for _, option := range q.Options {
			switch {
			case q.Kind == bank.Single && option.Correct:
				b.WriteString("=")
			case q.Kind == bank.Single:
				b.WriteString("~")
			case option.Correct:
				b.WriteString("~%" + strconv.FormatFloat(100/float64(right), 'f', 5, 64) + "%")
			default:
				b.WriteString("~%-" + strconv.FormatFloat(100/float64(right), 'f', 5, 64) + "%")
			}
			b.WriteString(giftText(option.Text))
			if option.Why != "" {
				b.WriteString("#" + giftText(option.Why))
			}
			b.WriteString("\n")
		}
	case bank.Match:
		for _, pair := range q.Pairs {
			b.WriteString("=" + giftText(pair.Left) + " -> " + giftText(pair.Right) + "\n")
		}
		for _, decoy := range q.Decoys {
			b.WriteString("= -> " + giftText(decoy) + "\n")
		}
	case bank.Short:
		for _, accepted := range q.Accept {
			b.WriteString("=" + giftText(accepted) + "\n")
		}
	case bank.Numeric:
		if q.Value == nil {
			return "", false
		}
		b.WriteString("#" + decimal(*q.Value) + ":" + decimal(q.Tolerance) + "\n")
	default:
		return "", false
	}
	return b.String(), true
}

func decimal(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }

var giftEscapes = strings.NewReplacer(`\`, `\\`, `~`, `\~`, `=`, `\=`, `#`, `\#`, `{`, `\{`, `}`, `\}`, `:`, `\:`, "\n", `\n`)

func giftText(text string) string { return giftEscapes.Replace(strings.TrimSpace(text)) }
