"""Trees scored all at once answer what walking down each of them answers."""

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.related.forest import Forest
from wiredesk.story.related.model import Tree

VALUES = st.sampled_from((-1.0, 0.0, 0.25, 0.5, 1.0, 2.0))
FEATURES = 4


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    feature: list[int] = []
    limit: list[float] = []
    below: list[int] = []
    above: list[int] = []
    answers: list[float] = []

    def grow(depth: int) -> int:
        if depth == 0 or draw(st.booleans()):
            answers.append(float(draw(st.integers(-9, 9))))
            return -len(answers)
        at = len(feature)
        feature.append(draw(st.integers(0, FEATURES - 1)))
        limit.append(draw(VALUES))
        below.append(0)
        above.append(0)
        below[at] = grow(depth - 1)
        above[at] = grow(depth - 1)
        return at

    grow(draw(st.integers(0, 5)))
    return Tree(tuple(feature), tuple(limit), tuple(below), tuple(above), tuple(answers))


def walked(tree: Tree, features: tuple[float, ...]) -> float:
    at = 0 if tree.feature else -1
    while at >= 0:
        at = tree.below[at] if features[tree.feature[at]] <= tree.limit[at] else tree.above[at]
    return tree.answers[-at - 1]


@given(st.lists(trees(), max_size=6), st.tuples(*[VALUES] * FEATURES))
def test_a_forest_answers_what_its_trees_answer(forest: list[Tree], features: tuple[float, ...]) -> None:
    assert Forest(forest).score(features) == sum(walked(tree, features) for tree in forest)
