package compute

import "slices"

// families in the order of topics. One stays under its name for good: a new rule is a new family.
var families = slices.Concat(joinFamilies, groupFamilies, rowFamilies, spreadFamilies, httpFamilies, originFamilies, cachingFamilies, tokenFamilies, operationFamilies, historyFamilies, craftFamilies, serverlessFamilies, performanceFamilies)
