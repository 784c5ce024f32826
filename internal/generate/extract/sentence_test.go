package extract

import (
	"strings"
	"testing"
)

// handCut holds texts whose sentences are parted by "|".
var handCut = []string{
	"A cache keeps copies.| A queue keeps messages.",
	"Use a tool, e.g. a linter, before each release.| The linter finds slips.",
	"Formats (i.e. JSON and XML) differ in size.",
	"Node.js runs JavaScript.| Vue.js draws pages.",
	"Version 1.2.3 fixes the fault.| Version 2.0 removes the field.",
	"Python 3.12 is out.| It needs no patch.",
	"The file config.yaml holds the settings.| The file main.go starts the program.",
	"Visit https://example.com/a.b?c=1.| The page explains it.",
	"See example.org for details.| Then return.",
	"The limit is 2.5 MB.| Larger files are refused.",
	"Rates rise by 0.5 percent a year.| Nobody notices.",
	"The server (e.g. Nginx) listens on port 80.| The client connects.",
	"Dr. Lamport wrote the paper.| Prof. Codd wrote another.",
	"J. Gray described transactions.| E. F. Codd described relations.",
	"Compare A vs. B in each row.| The winner stays.",
	"Packets, frames, etc. travel over the wire.",
	"It stores names, addresses, etc.| The rest is dropped.",
	"Is it safe?| Yes.| It is tested!| Good.",
	"He asked “Why?” and left.| Nobody answered.",
	"She said “It works.”| The team agreed.",
	"The call fails (the token has expired).| A new token helps.",
	"Some text.| (See the note.)| More text follows.",
	"A method is safe if it only reads.| GET is safe.",
	"The .NET runtime executes assemblies.| The JVM executes bytecode.",
	"Write in C# or C++.| Java is another choice.",
	"The header Accept: text/html asks for a page.| The server picks one.",
	"At 10.30 a.m. the job starts.| At 11 p.m. it ends.",
	"The U.S. region is full.| The other one is free.",
	"Smith Inc. sells lamps.| The shop is old.",
	"Fig. 3 shows the flow.| Sec. 4 explains it.",
	"See RFC 9110.| The document defines methods.",
	"The word is no.| The answer stays.",
	"No. 5 is alive.| No. 6 is not.",
	"Wait...| The page loads.| Done.",
	"Wait … the page loads.",
	"npm installs packages.| pip does the same.| npx runs one.",
	"Open the shell.| psql connects to the database.",
	"The plan has step A.| Then comes step B.| The end.",
	"Choose plan B.| The rest follows.",
	"Vitamin C. The text is short.",
	"Time is approx. 5 seconds.| A retry takes longer.",
	"Use HTTP/1.1.| HTTP/2 came later.",
	"The value is 5.| The next is 6.",
	"Values range from 1 to 5.| All are whole.",
	"The key is \"id\".| The value is a number.",
	"Yahoo! is a company.| Google is another.",
	"It ends.|Then it starts again.| Glue is common.",
	"Add it to package.json.| Run the build.",
	"The call is foo.bar().| It returns nothing.",
	"Use a.b.c as the name.| Dots part the levels.",
	"The library (v. 2) is new.",
	"E.g. a cache helps.| A queue does not.",
	"The team met on Jan. 5 in the office.| Work began.",
	"A. The first answer is right.",
	"Set x = 0.1 and y = 0.2.| The sum is 0.3.",
	"Mr. Brown and Mrs. Green share a server.| Both log in.",
	"A URL such as http://a.example/x.html names a page.| A name is not a page.",
	"The ratio is 3:1.| The total is 4.",
	"IPv4 addresses look like 192.168.0.1.| IPv6 addresses are longer.",
	"The flag --no-cache skips the store.| Use it rarely.",
}

func TestSplitSentences(t *testing.T) {
	sentences, wrong := 0, 0
	for _, text := range handCut {
		var want []string
		for _, piece := range strings.Split(text, "|") {
			want = append(want, strings.TrimSpace(piece))
		}
		plain := strings.ReplaceAll(text, "|", "")
		tokens := tokenizePlain(nil, plain, 0, len(plain), false)
		var got []string
		for _, s := range splitSentences(tokens) {
			got = append(got, plain[tokens[s[0]].start:tokens[s[1]-1].end])
		}
		sentences += len(want)
		if strings.Join(got, "|") != strings.Join(want, "|") {
			wrong++
			t.Logf("got  %q\nwant %q", got, want)
		}
	}
	if sentences < 100 {
		t.Fatalf("the list holds %d sentences, want 100 or more", sentences)
	}
	if wrong*100 > sentences {
		t.Errorf("%d errors in %d sentences, want at most one in a hundred", wrong, sentences)
	}
}
