package extract

import "strings"

// words makes a set of the words in a list.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

var (
	determiners = words(`a an the each every any this that these those its their his her our your my`)
	articles    = words(`a an the`)
	// openers begin a sentence whose subject lies in another sentence, or nowhere.
	pronouns  = words(`it this these they that those he she him her them its their his hers theirs itself themselves such both either neither another others here there ones`)
	persons   = words(`i we us our ours you your yours yourself yourselves ourselves me my mine myself let's i'm i've i'd i'll we've we're we'll we'd you've you're you'll you'd`)
	modals    = words(`can could may might must shall should will would cannot can't couldn't won't wouldn't shouldn't mustn't`)
	auxiliary = words(`is are was were has have had does do did isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't`)
	// weakSubjects are words that may not stand at the head of a subject: what is said holds of some of the things only, or of nothing that can be named.
	weakSubjects = words(`some many most several few various other all no none one two three four five both others something everything anything nothing everyone anybody everybody nobody people what which who there much little half`)
	prepositions = words(`of in on at for with without by to from into onto over under between among through during after before against within across about above below behind beside besides near per via upon toward towards like than as until since except inside outside along around throughout despite beyond alongside`)
	conjunctions = words(`and or but nor so yet because although though while whereas when whenever if unless since that which who whom whose where until before after as once`)
	relatives    = words(`that which who whom whose where when`)
	// hedges tell that a statement holds at times or perhaps. What may be so is no fact to ask about.
	hedges        = words(`usually typically generally normally mostly commonly may might can could sometimes often occasionally perhaps maybe possibly probably potentially arguably frequently`)
	adverbs       = words(`also always often usually typically generally normally mostly mainly only just even still then now ever thus therefore however instead rather quite very really actually basically simply together again already automatically directly primarily commonly widely frequently sometimes merely`)
	vague         = words(`stuff kinda sorta whatever various tons`)
	negations     = words(`not never no isn't aren't doesn't don't cannot can't won't wouldn't without neither nor hardly`)
	opinionWords  = words(`best better greatest great perfect perfectly ideal amazing awesome wonderful excellent exciting fascinating fantastic incredible incredibly impressive beautiful love favorite favourite favorites popular popularity famous trendy hot fun nice cool super powerful essential crucial vital important importance key critical significant significantly valuable rewarding challenging easy easily easier simple simplest hard harder hardest difficult straightforward modern cutting-edge state-of-the-art robust seamless seamlessly flawless flawlessly smooth smoothly effortless effortlessly elegant superb favored favoured staple staples must unsung heroes heart backbone engine brain brains magic bright booming demand competitive successful success well-loved must-have readable go-to top worst awful terrible bad good well worth interesting renowned known`)
	evaluation    = words(`best greatest great perfect perfectly ideal amazing awesome wonderful excellent exciting fascinating fantastic incredible incredibly impressive beautiful love favorite favourite popular famous trendy hot fun nice cool super powerful essential crucial vital important key critical valuable rewarding challenging modern cutting-edge state-of-the-art flawless flawlessly effortless effortlessly elegant superb staple staples unsung heroes heart backbone magic bright booming success well-loved must-have readable go-to worst awful terrible renowned in-demand sought-after`)
	promotion     = words(`course courses bootcamp bootcamps enroll enrol coursera udemy codecademy freecodecamp careerfoundry learners salary salaries education hands-on proficiency glassdoor hiring career careers internship internships portfolio recruiter recruiters employer employers newsletter`)
	dateWords     = words(`today nowadays currently recently lately upcoming emerging trends trending 21st tomorrow`)
	siteWords     = words(`click comment comments article blog post pingback tutorial subscribe footer sidebar screenshot`)
	roleKinds     = []string{"role", "side", "developer", "engineer", "person", "party", "server", "client", "component", "program", "actor", "tier", "layer", "service", "team", "profession", "job", "discipline", "work", "department", "process", "node", "provider", "intermediary", "agent", "platform"}
	genericHeads  = words(`parameter method header field statement clause operator attribute directive keyword protocol architecture database language framework endpoint function command property value option code error status claim technique pattern model approach system server service tool library runtime platform format type token flow grant role scope request response level index constraint join table model store engine standard algorithm scan predicate list header-field setting product system strategy technology`)
	droppable     = words(`also then therefore thus simply basically essentially again hence actually really just together generally typically usually normally however`)
	smallWords    = words(`of the and for in on to a an as by or with`)
	sentenceLinks = words(`however moreover furthermore again plus also additionally besides therefore thus hence consequently meanwhile similarly likewise instead nevertheless nonetheless finally first second third lastly then so indeed generally typically usually basically essentially overall conversely accordingly still and but or yet`)
)

// effectVerbs say what a thing causes, prevents, allows or changes.
var effectVerbs = words(`cause prevent allow enable let reduce increase decrease remove avoid protect eliminate limit improve speed slow ensure guarantee expose stop block hide keep
	make help lower raise shorten lengthen cut save cost require force forbid permit restrict simplify guard defend isolate decouple accelerate delay
	speeds double halve multiply break lose leak waste free spare replace separate combine bring give lead trigger need demand add drop`)

// verbBases is the lexicon of verbs that guides of this field use.
var verbBases = strings.Fields(`accept access accompany achieve acquire act activate adapt add address adjust administer adopt advance affect aggregate aid aim alert allocate allow alter analyse analyze
	announce answer appear append apply approve archive arrange arrive ask assemble assert assess assign assist associate assume assure attach attack authenticate authorise authorize automate avoid await back balance base batch become
	begin behave belong bind block boost borrow break bridge bring broadcast browse buffer build bundle buy cache calculate call cancel capture carry catch cause centralise centralize certify chain change charge check choose
	claim clean clear close cluster code collaborate collapse collect combine come commit communicate compare compile complete compose compress compute concern conduct configure confirm conflict conform connect consider consist consume contain continue contradict
	control convert coordinate copy correct cost count couple cover crash create cross cut deal debug decide declare decline decode decorate decouple decrease decrypt dedicate defend defer define delay delegate delete deliver demand deny
	depend deploy derive describe design detach detect determine develop differ direct disable discard discover dispatch display distinguish distribute divide document double download drive drop duplicate ease edit elect
	eliminate embed emit emphasise employ empty enable encapsulate enclose encode encourage encrypt end enforce enhance enrich ensure enter equal erase escape establish estimate evaluate evict evolve examine exceed exchange exclude execute exist
	expand expect expire explain exploit explore export expose express extend extract facilitate fail fall favour feed fetch fill filter find finish fire fit fix flow flush focus follow forbid force forget fork form format
	forward free freeze function gain gather generate get give go govern grant group grow guarantee guard guess guide halt halve handle hand hang happen harm hash have hear help hide hit hold host identify ignore illustrate implement imply
	import improve include incorporate increase index indicate infer influence inform inherit initiate inject insert inspect install instruct integrate intend interact intercept interpret introduce invalidate invoke involve isolate issue iterate join
	judge justify keep kill know label lack land last launch lead leak learn leave lend let leverage lie limit link list listen live load locate lock log look lookup loop lose lower maintain make manage manipulate map mark mask match materialise materialize matter
	mean measure meet merge migrate minimise minimize mirror miss mitigate mix model modify monitor mount move multiply name narrow navigate need negotiate normalise normalize notify number obey observe obtain occur occupy offer offload omit open
	operate optimise optimize order organise organize originate outlive overload override overwrite own package page paginate parse partition pass patch pause pay perform permit persist pick pin ping place plan play plug point poll pool populate
	port pose possess post power precede predict prefer prepare present preserve press prevent print prioritise prioritize probe proceed process produce profile program prohibit project promise promote propagate propose protect prove provide provision
	proxy publish pull purchase purge push put qualify query question queue raise rank reach react read realise realize rearrange rebuild recall receive recognise recognize recommend reconcile record recover redirect redeem redo reduce refer
	reference refine reflect refresh refuse register reject relate relax relay release relieve rely remain remember remove rename render renew reopen repair repeat replace replay replicate reply report represent reproduce request require rerun reset
	reserve reside resolve respect respond restart restore restrict result resume retain rethink retire retrieve retry return reuse reveal reverse review revoke rewrite ride rise roll rotate round route run satisfy save scale scan schedule scope
	score script search secure see seek seem segment select sell send separate serialise serialize serve set settle shape shard share shield shift ship shorten show shrink shut sign signal simplify simulate sit skip sleep slow smooth snapshot solve sort
	span spare spawn speak specify speed spend spin split spread stack stand standardise standardize start state stay steal steer stop store stream streamline strengthen structure style submit subscribe succeed suffer suggest suit summarise summarize supply
	support suppress survive suspend swap switch synchronise synchronize tag take talk target teach tell terminate test think throttle throw tie time tolerate touch trace track trade transfer transform translate transmit travel traverse treat
	trigger trim trust try tune turn type undo understand unify unite unlock unpack update upgrade upload use utilise utilize validate vanish vary verify version view visit visualise visualize vouch wait walk warm warn waste watch weaken win withdraw
	withhold withstand work worsen wrap write yield rerender rebalance fan opt orchestrate containerise containerize debounce deduplicate denormalise denormalize federate hydrate idle instrument lag mock paint preload prefetch prerender prototype sanitise sanitize scaffold
	scroll stash stage rebase squash transpile compile minify bundle lint draw lay behave aggregate oversee troubleshoot rewind retell say care blame risk revalidate recheck reopen reroute rehash reload reindex reorganise reorganize disagree rest knead correspond amount consult constitute defeat deter exhaust forge harden impersonate incur inflate lengthen mimic postpone prune quote recompute reconnect recreate regulate reorder resend retransmit revert scramble seal shuffle silence sniff spoof stall stretch substitute supersede surround sustain tamper thwart tighten tunnel uphold violate weigh widen wipe beat kick admit add outrun overlap cap gate meter bill smash strip echo fold hook host boot bootstrap vouch doom swallow sweep bounce crawl invite bear wear`)

// nounLike are third-person forms that are plural nouns more often than verbs.
var nounLike = words(`means requests queries stores caches indexes services calls scans joins keys tables types codes tests changes names forms files uses hosts links logs lists locks loads maps marks matches models modules
	numbers objects orders pages parts paths plans points pools ports posts processes profiles programs projects queues questions ranges records references reports results returns reviews roles routes rules runs scopes scores scripts searches segments
	sets shards shares shifts signals skips sorts spans stacks stages starts states steps stops streams structures styles supplies supports tags takes targets tasks times tokens traces trades transfers triggers trusts turns updates uploads values versions views
	visits waits walks watches works writes reads accesses addresses advances aids aims alerts answers attacks backs bases batches blocks branches breaks bridges buffers bundles buys claims classes clients clusters commits concerns conflicts controls copies
	costs counts covers crashes crosses cuts deals delays demands designs documents doubles downloads drives drops duplicates edits ends escapes estimates exchanges exports extracts fails falls feeds fields fills filters finds finishes fires fits fixes flows folds forces
	functions gains grants groups guards guesses guides hands hashes hits holds images imports increases inserts interests issues labels lacks lands leads leaks leaves limits looks loops mirrors mixes moves needs offers packages partitions passes patches pauses pays peaks picks pins pings places plays plugs polls powers presents prints probes
	promises proxies pulls purchases pushes ranks reaches redirects refreshes releases repairs repeats replays replies reserves resets responses retries rewrites rises rolls rounds samples saves scales schedules separates shapes ships shows signs sleeps slots snapshots solutions sources speeds spends splits spreads stands steals
	subjects swaps switches talks tells tolls touches tracks trails treats tries types upgrades users versions votes warns wastes wins wraps yields interfaces methods headers servers routines resources messages events credentials`)

var (
	thirdPerson = map[string]string{} // "stores" -> "store"
	gerunds     = map[string]string{} // "storing" -> "store"
	pasts       = map[string]string{} // "stored" -> "store"
	bases       = map[string]bool{}
)

func init() {
	for _, base := range verbBases {
		bases[base] = true
		thirdPerson[third(base)] = base
		gerunds[gerund(base)] = base
		pasts[past(base)] = base
	}
	for form, base := range map[string]string{"written": "write", "built": "build", "made": "make", "kept": "keep", "sent": "send", "held": "hold", "read": "read", "set": "set", "put": "put",
		"run": "run", "given": "give", "taken": "take", "chosen": "choose", "found": "find", "lost": "lose", "known": "know", "shown": "show", "seen": "see", "told": "tell", "left": "leave", "met": "meet",
		"bound": "bind", "broken": "break", "hidden": "hide", "driven": "drive", "understood": "understand", "split": "split", "cut": "cut", "stolen": "steal", "spread": "spread", "drawn": "draw", "gone": "go",
		"done": "do", "paid": "pay", "sold": "sell", "bought": "buy", "brought": "bring", "caught": "catch", "taught": "teach", "thought": "think", "led": "lead", "fed": "feed", "laid": "lay", "meant": "mean", "spent": "spend", "overwritten": "overwrite", "rewritten": "rewrite", "withdrawn": "withdraw", "forgotten": "forget", "begun": "begin", "grown": "grow", "tied": "tie"} {
		pasts[form] = base
	}
	thirdPerson["is"], thirdPerson["has"], thirdPerson["does"] = "be", "have", "do"
	gerunds["being"], gerunds["having"], gerunds["doing"] = "be", "have", "do"
}

// gerundNouns are words in -ing that stand inside names: they do not end a noun phrase.
var gerundNouns = words(`programming computing caching scripting operating engineering streaming messaging machine-learning learning processing testing marketing banking branding building training rendering pricing locking
	logging monitoring hosting routing indexing sharding partitioning clustering networking debugging scheduling versioning balancing polling listening opening meaning string polling paging mapping binding encoding`)
