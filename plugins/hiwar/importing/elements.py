"""Which HTML elements there are, and what becomes of each (HTML Living Standard, section 4; MathML Core)."""

from __future__ import annotations

from typing import Final


def words(listed: str) -> frozenset[str]:
    """Return the words of a text: standards list names so."""
    return frozenset(listed.split())


VOID: Final = words("area base br col embed hr img input link meta param source track wbr")
#: Left out with all they hold: they run, style or frame, or are no text.
OUT_WHOLE: Final = words("script style noscript template svg canvas applet frameset head select textarea")
#: Frames and players of other sites: a link takes their place.
FRAMES: Final = words("iframe frame embed object")
#: Left out, what they hold is kept.
OUT: Final = words(
    "html body base link meta title form input button label fieldset legend option optgroup datalist output param "
    "dialog slot noframes noembed marquee blink font basefont bgsound"
)
#: Boxes without a meaning of their own: Markdown inside them would not be read.
WRAPPERS: Final = words(
    "div section article aside center header footer main nav figure figcaption hgroup address details search"
)
#: Blocks that are kept as they are.
BLOCKS: Final = words(
    "p pre blockquote table caption colgroup thead tbody tfoot tr td th ul ol li dl dt dd menu h1 h2 h3 h4 h5 h6"
)
#: Elements whose end may be left away (HTML, section 13.1.2.4).
END_OPTIONAL: Final = words("p li dt dd tr td th thead tbody tfoot caption colgroup option")
INLINE: Final = words(
    "a abbr acronym b bdi bdo big br cite code data del dfn em hr i img ins kbd mark q rp rt ruby s samp small span "
    "strike strong sub summary sup time tt u var wbr audio video picture source track map area meter progress col"
)
MATH: Final = words(
    "math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder "
    "mover munderover mmultiscripts mprescripts mtable mtr mtd semantics annotation"
)
KNOWN: Final = VOID | OUT_WHOLE | FRAMES | OUT | WRAPPERS | BLOCKS | INLINE | MATH
