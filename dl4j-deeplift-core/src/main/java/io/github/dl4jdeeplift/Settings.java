package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Tiling;
import io.github.dl4jdeeplift.rule.RuleTable;

/**
 * What a user chose.
 *
 * @param table the rules of layers
 * @param choices the choices among the method's rules
 * @param wanted the scores besides those of the inputs
 * @param normalized channels of the inputs whose weights are normalized
 * @param completenessRequired whether contributions that do not sum are an error
 * @param tiling how pairs are cut into tiles
 */
record Settings(
    RuleTable table,
    RuleChoices choices,
    WantedScores wanted,
    ChannelAxes normalized,
    boolean completenessRequired,
    Tiling tiling) {}
