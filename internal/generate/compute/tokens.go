package compute

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

var tokenFamilies = []family{
	{"oauth-callback", "oauth", analyse, "to match a redirect with the browser session that began the request", callback},
	{"oauth-token-request", "oauth", analyse, "and compares the result with the stored code_challenge", tokenRequest},
	{"oauth-jwt-claims", "oauth", apply, "the time after which the token is refused", jwtClaims},
	{"oauth-rotation", "oauth", analyse, "sees the second use and revokes the whole family of tokens", rotation},
	{"auth-session-timeouts", "authentication-and-sessions", apply, "While an idle timeout restarts with every request", sessionTimeouts},
	{"auth-rbac", "authentication-and-sessions", apply, "grants permissions to job functions and assigns people to those functions", roleCheck},
	{"auth-entropy", "authentication-and-sessions", apply, "OWASP asks for at least 64 bits of entropy", entropy},
}

// verdict makes a variant whose options are the possible findings of a check, of which exactly one holds.
func verdict(v *variant, key string, findings []string, denials map[string]string) *variant {
	v.key = key
	for _, f := range findings {
		if f != key {
			v.wrong = append(v.wrong, mistake{f, denials[f], ""})
		}
	}
	return v
}

func callback(d *draw) *variant {
	states := some(d, 2, []string{"k7Qx2m", "p9Zt4w", "h3Vb8n", "r5Jd1c"})
	issuers := some(d, 2, []string{"login.photos", "id.maps", "auth.mail"})
	sent, issuer := states[0], issuers[0]
	back, from, extra := sent, issuer, "code=Zr7uQ1"
	const (
		go1  = "The client redeems the code"
		bad1 = "The client stops: `state` does not match"
		bad2 = "The client stops: `iss` does not match"
		bad3 = "The client stops: access was refused"
	)
	key := pick(d, go1, bad1, bad2, bad3)
	switch key {
	case bad1:
		back = pick(d, states[1], "")
	case bad2:
		from = issuers[1]
	case bad3:
		extra = "error=access_denied"
	}
	query := extra
	if back != "" {
		query += "\n  &state=" + back
	}
	given := back
	if given == "" {
		given = "no value"
	}
	// The checks a second time, on the values: the redirect is good when state and issuer are those of the request and a code is there.
	holds := map[string]bool{bad1: back != sent, bad2: from != issuer, bad3: strings.HasPrefix(extra, "error"), go1: back == sent && from == issuer && strings.HasPrefix(extra, "code")}
	if !holds[key] {
		panic("compute: the redirect is not what it should be")
	}
	why := map[string]string{
		go1:  fmt.Sprintf("The state %s and the issuer `%s.example` are those of the request, and a code is there. Nothing speaks against the next step.", sent, issuer),
		bad1: fmt.Sprintf("The browser session began with the state %s, and the redirect brings %s. The redirect may belong to another session, so the client must not use the code.", sent, given),
		bad2: fmt.Sprintf("The request went to `%s.example`, and the redirect names `%s.example` as its issuer. The client must not send the code to either of them.", issuer, from),
		bad3: "The redirect carries an error in place of a code, so there is nothing to redeem. State and issuer are in order.",
	}
	return verdict(&variant{
		stem: fmt.Sprintf("A client began a flow at `%s.example` with the state %s. What does it do with this redirect?", issuer, sent),
		code: "GET /callback?" + query + "\n  &iss=https://" + from + ".example\n  HTTP/1.1\nHost: print.example", by: "state, issuer and code compared with the request", explanation: why[key],
	}, key, []string{go1, bad1, bad2, bad3}, map[string]string{
		go1:  "One value of the redirect is not as it should be, so the client must not go on.",
		bad1: fmt.Sprintf("The redirect brings back the state %s unchanged.", sent),
		bad2: fmt.Sprintf("The redirect names the issuer to which the request went, `%s.example`.", issuer),
		bad3: "The redirect carries a code and no error.",
	})
}

// challenge is the code_challenge of a verifier by the method S256: RFC 7636, section 4.2.
func challenge(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func tokenRequest(d *draw) *variant {
	verifiers := some(d, 2, []string{"amber-river-stone-lantern-maple-cloud-harbor", "copper-forest-window-garden-silver-planet-oak", "violet-summer-bridge-candle-marble-ocean-ash"})
	host := pick(d, "print", "album", "cards")
	registered := "https://" + host + ".example/cb"
	issued, at := 0, d.step(20, 90, 5)
	life := pick(d, 120, 300, 600)
	held, sent, uri, uses := verifiers[0], verifiers[0], registered, 0
	const (
		fine    = "The server returns an access token"
		pkce    = "Refused: the verifier does not fit"
		expired = "Refused: the code has expired"
		again   = "Refused: the code was used before"
		address = "Refused: another redirect address"
	)
	key := pick(d, fine, pkce, expired, again, address)
	switch key {
	case pkce:
		sent = verifiers[1]
	case expired:
		at = life + d.step(10, 90, 10)
	case again:
		uses = 1
	case address:
		uri = registered + "/"
	}
	// RFC 6749, section 4.1.3, and RFC 7636, section 4.6.
	holds := map[string]bool{pkce: challenge(sent) != challenge(held), expired: at-issued > life, again: uses > 0, address: uri != registered}
	var faults []string
	for _, f := range []string{pkce, expired, again, address} {
		if holds[f] {
			faults = append(faults, f)
		}
	}
	if got := append(faults, fine); got[0] != key || len(got) > 2 {
		panic("compute: the token request has other faults than it should")
	}
	stored, hashed := challenge(held)[:8], challenge(sent)[:8]
	whys := map[string]string{
		fine:    fmt.Sprintf("The hash of the verifier begins with `%s` like the stored challenge, the code is %d of %d seconds old and unused, and the address is the registered one.", hashed, at, life),
		pkce:    fmt.Sprintf("The server hashes the verifier and gets `%s`, and the stored challenge begins with `%s`. The one who redeems the code is not the one who began the flow.", hashed, stored),
		expired: fmt.Sprintf("The code lives for %d seconds and arrives after %d. The hash and the address are in order, and still the server refuses.", life, at),
		again:   "A code is good for a single use, and this one was redeemed before. The hash and the address do not change that.",
		address: fmt.Sprintf("The whole return address is compared character by character. `%s` has one slash more than `%s`.", uri, registered),
	}
	v := &variant{
		stem: "A client redeems an authorization code. What does the authorization server answer?",
		code: fmt.Sprintf("stored with the code\n  challenge: %s...\n  redirect:  %s\n  lifetime:  %d s\n  used:      %d times\n\ntoken request\n  after:     %d s\n  redirect:  %s\n  SHA-256 of the verifier:\n             %s...", stored, registered, life, uses, at, uri, hashed),
		by:   "SHA-256 of the verifier, and the checks of RFC 6749 and RFC 7636", explanation: whys[key],
	}
	denials := map[string]string{
		fine:    "One of the checks fails, so no token is issued.",
		pkce:    "The hash of the verifier begins like the stored challenge.",
		expired: fmt.Sprintf("The code is %d seconds old and lives for %d.", at, life),
		again:   "The code has not been used before.",
		address: "Both redirect addresses are equal.",
	}
	rest := []string{}
	for _, f := range []string{fine, pkce, expired, again, address} {
		if f != key {
			rest = append(rest, f)
		}
	}
	return verdict(v, key, append([]string{key}, some(d, 3, rest)...), denials)
}

func jwtClaims(d *draw) *variant {
	api := pick(d, "photos", "orders", "mail")
	other := pick(d, "maps", "music", "chat")
	now := 1700000000 + d.step(100, 900, 10)
	claims := struct {
		Iss string `json:"iss"`
		Aud string `json:"aud"`
		Nbf int    `json:"nbf"`
		Exp int    `json:"exp"`
	}{"https://id.example", "https://" + api + ".example", now - d.step(60, 300, 10), now + d.step(60, 300, 10)}
	const (
		fine   = "The token is accepted"
		late   = "Refused because of `exp`"
		early  = "Refused because of `nbf`"
		aud    = "Refused because of `aud`"
		issuer = "Refused because of `iss`"
	)
	switch pick(d, fine, late, early, aud, issuer) {
	case late:
		claims.Exp = now - d.step(10, 90, 10)
		claims.Nbf = claims.Exp - 600
	case early:
		claims.Nbf = now + d.step(10, 50, 10)
	case aud:
		claims.Aud = "https://" + other + ".example"
	case issuer:
		claims.Iss = "https://id.test"
	}
	text, err := json.MarshalIndent(claims, "", "  ")
	d.must(err)
	read := claims
	d.must(json.Unmarshal(text, &read))
	// RFC 7519, sections 4.1.1 to 4.1.5.
	key := fine
	switch {
	case read.Iss != "https://id.example":
		key = issuer
	case read.Aud != "https://"+api+".example":
		key = aud
	case now >= read.Exp:
		key = late
	case now < read.Nbf:
		key = early
	}
	clock := fmt.Sprintf("The clock shows %d.", now)
	whys := map[string]string{
		fine:   fmt.Sprintf("%s That lies between nbf %d and exp %d, and issuer and audience are the expected ones. So all four claims pass.", clock, read.Nbf, read.Exp),
		late:   fmt.Sprintf("%s The token is refused from exp %d on, which was %d seconds ago.", clock, read.Exp, now-read.Exp),
		early:  fmt.Sprintf("%s The token is refused before nbf %d, which comes in %d seconds.", clock, read.Nbf, read.Nbf-now),
		aud:    fmt.Sprintf("The token is intended for `%s.example` and is shown to `%s.example`. Every API compares `aud` with its own identifier.", other, api),
		issuer: "The API trusts `https://id.example`, and this token names `https://id.test` as its issuer. Times and audience do not matter then.",
	}
	denials := map[string]string{
		fine:   "One of the claims does not fit.",
		late:   fmt.Sprintf("%s It is before exp %d.", clock, read.Exp),
		early:  fmt.Sprintf("%s It is after nbf %d.", clock, read.Nbf),
		aud:    "The audience is this API.",
		issuer: "The issuer is the trusted one.",
	}
	var rest []string
	for _, f := range []string{fine, late, early, aud, issuer} {
		if f != key {
			rest = append(rest, f)
		}
	}
	return verdict(&variant{
		stem: fmt.Sprintf("The API `https://%s.example` trusts the issuer `https://id.example`, and the signature is valid. What happens to this token at %d?", api, now),
		code: string(text), by: "the claims compared with clock and configuration", explanation: whys[key],
	}, key, append([]string{key}, some(d, 3, rest)...), denials)
}

func rotation(d *draw) *variant {
	// One family of refresh tokens, numbered as they are issued. A retired one that comes again revokes the family: RFC 9700, section 4.14.2.
	current, revoked, refused := 1, false, 0
	var lines []string
	n := d.between(4, 6)
	thief := d.between(1, n-1)
	for i := range n {
		token, who := current, "client"
		if i == thief {
			token, who = max(1, current-pick(d, 0, 1)), "thief "
		} else if i > thief && token > 1 && !revoked {
			token = pick(d, current, current-1)
		}
		lines = append(lines, fmt.Sprintf("%d. %s sends R%d", i+1, who, token))
		switch {
		case revoked:
			refused++
		case token != current:
			revoked = true
			refused++
		default:
			current++
		}
	}
	if !revoked {
		return nil
	}
	return &variant{
		stem: "An authorization server rotates refresh tokens with reuse detection; R1 is current, and each success returns the next one. How many of these requests are refused?",
		code: strings.Join(lines, "\n"), value: exactly(refused), by: "an evaluator of rotation",
		explanation: fmt.Sprintf("A request with the current token succeeds and retires it, which happens %s here. The first retired token that comes again is refused and revokes the whole family. From there on every request is refused, which makes %d of %d.", times(n-refused), refused, n),
	}
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprint(n, " times")
}

func sessionTimeouts(d *draw) *variant {
	idle, absolute := d.step(10, 30, 5), d.step(40, 90, 10)
	minutes := []int{0}
	for range 5 {
		minutes = append(minutes, minutes[len(minutes)-1]+d.between(4, 24))
	}
	ends := func(withIdle, withAbsolute bool) int {
		last := 0
		for i, m := range minutes[1:] {
			if withIdle && m-last > idle || withAbsolute && m > absolute {
				return i + 1
			}
			last = m
		}
		return -1
	}
	show := func(i int) string {
		if i < 0 {
			return "at no request"
		}
		return fmt.Sprintf("at minute %d", minutes[i])
	}
	end := ends(true, true)
	reason := fmt.Sprintf("Each pause up to then is at most %d minutes, but the sign-in lies more than %d minutes back.", idle, absolute)
	if end > 0 && minutes[end]-minutes[end-1] > idle {
		reason = fmt.Sprintf("The request before came at minute %d, and the pause of %d minutes is longer than %d.", minutes[end-1], minutes[end]-minutes[end-1], idle)
	}
	if end < 0 {
		reason = fmt.Sprintf("No pause is longer than %d minutes, and the last request comes within %d minutes of the sign-in.", idle, absolute)
	}
	fixed := -1
	for i, m := range minutes {
		if i > 0 && m > idle {
			fixed = i
			break
		}
	}
	return &variant{
		stem: fmt.Sprintf("A session has an idle timeout of %d minutes and an absolute timeout of %d minutes, and begins at minute 0. When does a request first meet an ended session?", idle, absolute),
		code: "requests at minute\n" + joinInts(minutes[1:]), key: show(end), by: "an evaluator of both limits",
		wrong: []mistake{
			{show(ends(true, false)), "This looks at the pauses alone. The absolute timeout ends a busy session too.", "the idle timeout alone"},
			{show(ends(false, true)), "This looks at the time since sign-in alone. A long pause ends the session before.", "the absolute timeout alone"},
			{show(fixed), "The idle timeout restarts with every request and is not counted from the sign-in.", "the idle timeout from the sign-in on"},
			{show(5), "An earlier request meets the end of the session, or none does.", "the last request"},
			{show(-1), "One of the two limits is passed.", "no limit"},
		},
		explanation: "An idle timeout restarts with every request, while an absolute timeout never restarts. " + reason,
	}
}

func roleCheck(d *draw) *variant {
	roles := []string{"cashier", "packer", "driver", "manager"}
	permissions := []string{"refund", "ship", "price", "report", "return"}
	grants := map[string][]string{}
	var lines []string
	for _, r := range roles {
		grants[r] = sorted(some(d, d.between(1, 2), permissions))
		lines = append(lines, fmt.Sprintf("%-7s: %s", r, strings.Join(grants[r], ", ")))
	}
	people := some(d, 4, firstNames)
	holds := map[string][]string{}
	lines = append(lines, "")
	for _, p := range people {
		holds[p] = sorted(some(d, d.between(1, 2), roles))
		lines = append(lines, fmt.Sprintf("%-7s: %s", p, strings.Join(holds[p], ", ")))
	}
	want := pick(d, permissions...)
	can := func(p string) (by string, ok bool) {
		for _, r := range holds[p] {
			if slices.Contains(grants[r], want) {
				return r, true
			}
		}
		return "", false
	}
	var allowedTo []string
	for _, p := range people {
		if _, ok := can(p); ok {
			allowedTo = append(allowedTo, p)
		}
	}
	if len(allowedTo) != 1 {
		return nil
	}
	role, _ := can(allowedTo[0])
	v := &variant{
		stem: fmt.Sprintf("A system uses role-based access control with the roles and people below. Who has the permission \"%s\"?", want), code: strings.Join(lines, "\n"), key: allowedTo[0], by: "the roles of each person looked up",
		explanation: fmt.Sprintf("A person has the permissions of all roles that the person holds. The permission %s belongs to a role that only %s holds here: %s.", want, allowedTo[0], role),
	}
	for _, p := range people {
		if p != allowedTo[0] {
			v.wrong = append(v.wrong, mistake{p, fmt.Sprintf("%s holds %s, and no permission of these is %s.", p, list(holds[p]), want), ""})
		}
	}
	return v
}

func entropy(d *draw) *variant {
	length := d.step(8, 32, 2)
	alphabet, size, bits := "hexadecimal digits", 16, 4
	switch d.between(1, 3) {
	case 1:
		alphabet, size, bits = "base64url characters", 64, 6
	case 2:
		alphabet, size, bits = "base32 characters", 32, 5
	}
	enough := "enough"
	if length*bits < 64 {
		enough = "fewer than"
	}
	ending := map[string]string{"enough": "That meets the 64 bits that OWASP asks for.", "fewer than": "That is less than the 64 bits that OWASP asks for."}[enough]
	return &variant{
		stem: fmt.Sprintf("A secure generator makes session identifiers of %d random %s. How many bits of entropy does an identifier have?", length, alphabet), value: exactly(length * bits), by: "length times bits of a character",
		explanation: fmt.Sprintf("Each character is one of %d equally likely ones, which is %d bits, because 2 to the power of %d is %d. %d characters × %d bits = %d bits. %s", size, bits, bits, size, length, bits, length*bits, ending),
	}
}
