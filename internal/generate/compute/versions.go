package compute

import (
	"fmt"
	"strings"
)

var versionFamilies = []family{
	{"git-version-order", "git", apply, "A pre-release version ranks below the final version with the same three numbers", versionOrder},
	{"git-next-version", "git", apply, "A rise of the minor version sets the patch version to zero", nextVersion},
	{"languages-caret-range", "languages-and-frameworks", apply, "A caret range is used to accept new minor versions and patches", caretRange},
}

// version is a semantic version, with a pre-release number or none (-1).
type version struct {
	major, minor, patch, beta int
}

func (v version) String() string {
	text := fmt.Sprintf("%d.%d.%d", v.major, v.minor, v.patch)
	if v.beta >= 0 {
		text += fmt.Sprintf("-beta.%d", v.beta)
	}
	return text
}

// before is the precedence of semver.org, item 11.
func (v version) before(other version) bool {
	for _, pair := range [][2]int{{v.major, other.major}, {v.minor, other.minor}, {v.patch, other.patch}} {
		if pair[0] != pair[1] {
			return pair[0] < pair[1]
		}
	}
	if v.beta < 0 || other.beta < 0 {
		return v.beta >= 0 && other.beta < 0
	}
	return v.beta < other.beta
}

func versionOrder(d *draw) *variant {
	major, minor := d.between(1, 4), d.between(2, 9)
	all := []version{{major, minor, d.between(0, 9), -1}, {major, minor + d.between(3, 9), d.between(0, 4), -1}, {major, minor, d.between(10, 14), -1}}
	top := version{major, minor + d.between(10, 14), d.between(0, 3), d.between(1, 9)}
	all = append(all, top)
	if d.coin() {
		final := top
		final.beta = -1
		all[0] = final
	}
	highest, byText := all[0], all[0]
	for _, v := range all[1:] {
		if highest.before(v) {
			highest = v
		}
		if byText.String() < v.String() {
			byText = v
		}
	}
	v := &variant{
		stem: "Which of these version numbers ranks highest by the rules of semantic versioning?", key: "`" + highest.String() + "`", by: "the precedence of Semantic Versioning 2.0.0",
		explanation: "The numbers are compared from left to right as numbers and not as text, so 10 ranks above 9. With three equal numbers a pre-release ranks below the final version. The highest is `" + highest.String() + "`.",
	}
	for _, other := range all {
		if other == highest {
			continue
		}
		why := "Its numbers are smaller than those of the highest version."
		switch {
		case other == byText:
			why = "As text this comes last. The parts are compared as numbers."
		case other.beta >= 0:
			why = "This is a pre-release of the same three numbers, and it ranks below the final version."
		}
		v.wrong = append(v.wrong, mistake{"`" + other.String() + "`", why, ""})
	}
	return v
}

func nextVersion(d *draw) *variant {
	now := version{d.between(1, 5), d.between(1, 9), d.between(1, 9), -1}
	changes := some(d, 2, []struct {
		text string
		part int
	}{{"repairs a wrong total", 3}, {"repairs a crash on an empty list", 3}, {"adds an optional parameter", 2}, {"adds a new function", 2}, {"removes an old function", 1}, {"renames a required parameter", 1}})
	part := min(changes[0].part, changes[1].part)
	raise := func(p int) version {
		switch p {
		case 1:
			return version{now.major + 1, 0, 0, -1}
		case 2:
			return version{now.major, now.minor + 1, 0, -1}
		}
		return version{now.major, now.minor, now.patch + 1, -1}
	}
	kept := raise(part)
	kept.patch = now.patch
	if part == 1 {
		kept.minor = now.minor
	}
	code := func(v version) string { return "`" + v.String() + "`" }
	name := []string{"", "major", "minor", "patch"}[part]
	return &variant{
		stem: fmt.Sprintf("A library stands at %s. The next release %s and %s. Which version does it get?", now, changes[0].text, changes[1].text), key: code(raise(part)), by: "the larger of both changes raises its part",
		wrong: []mistake{
			{code(raise(1)), "A major version is for a change that existing callers cannot use unchanged.", "the major version raised"},
			{code(raise(2)), "A minor version is for a new ability that leaves existing calls intact.", "the minor version raised"},
			{code(raise(3)), "A patch version is for a repair that adds no ability.", "the patch version raised"},
			{code(kept), "The parts after the raised one go back to zero.", "the later parts kept"},
		},
		explanation: fmt.Sprintf("The larger of the two changes decides, and here it asks for a new %s version. The parts after it go back to zero, so %s becomes %s.", name, now, raise(part)),
	}
}

func caretRange(d *draw) *variant {
	base := version{d.between(1, 4), d.between(2, 7), d.between(2, 8), -1}
	caret := d.coin()
	available := []version{
		{base.major, base.minor, base.patch + d.between(1, 5), -1}, {base.major, base.minor + d.between(1, 4), d.between(0, 6), -1},
		{base.major + 1, d.between(0, 3), d.between(0, 5), -1}, {base.major, base.minor - 1, d.between(9, 12), -1},
	}
	permits := func(v version, caret bool) bool {
		if v.before(base) || v.major != base.major {
			return false
		}
		return caret || v.minor == base.minor
	}
	best := func(caret bool) version {
		top := version{}
		for _, v := range available {
			if permits(v, caret) && top.before(v) {
				top = v
			}
		}
		return top
	}
	sign, kind := "~", "A tilde range permits new patches and no new minor version"
	if caret {
		sign, kind = "^", "A caret range permits new minor versions and patches below the next major version"
	}
	key := best(caret)
	code := func(v version) string { return "`" + v.String() + "`" }
	var lines []string
	for _, v := range some(d, 4, available) {
		lines = append(lines, v.String())
	}
	v := &variant{
		teaches: map[string]string{"~": "A tilde range is used to accept patches and no new minor version"}[sign],
		stem:    fmt.Sprintf("A manifest of npm says `%s%s`, and no lockfile exists. These versions are published. Which is the highest permitted one?", sign, base), code: strings.Join(lines, "\n"), key: code(key), by: "the range applied to each version",
		explanation: fmt.Sprintf("%s, and nothing below %s. Of the four versions the highest in that range is %s.", kind, base, key),
	}
	for _, o := range available {
		if o == key {
			continue
		}
		why := "This version is permitted, and a higher one is too."
		switch {
		case o.before(base):
			why = fmt.Sprintf("This version lies below %s.", base)
		case o.major != base.major:
			why = "This version has another major number, which neither range permits."
		case !permits(o, caret):
			why = "A tilde range permits no new minor version."
		}
		v.wrong = append(v.wrong, mistake{code(o), why, ""})
	}
	return v
}
