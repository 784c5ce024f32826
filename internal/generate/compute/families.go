package compute

import "slices"

// families in the order of topics. One stays under its name for good: a new rule is a new family.
var families = slices.Concat(joinFamilies, groupFamilies, rowFamilies, changeFamilies, spreadFamilies, httpFamilies, originFamilies, cachingFamilies, tokenFamilies, sessionFamilies,
	pageFamilies, graphqlFamilies, serverlessFamilies, operationFamilies, eventFamilies, performanceFamilies, historyFamilies, versionFamilies, craftFamilies)
