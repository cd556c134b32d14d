package niangjia.relief.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The ledger shows that somebody is there, not who. */
class NamesAreMaskedTest {

    @Test
    void ofAPersonTheFirstCharacterStands() {
        assertThat(Masked.name("王小红")).isEqualTo("王**");
        assertThat(Masked.name("王")).isEqualTo("王**");
        assertThat(Masked.name("Ann")).isEqualTo("A**");
        assertThat(Masked.name("")).isEmpty();
    }

    @Test
    void aRareSurnameIsOneCharacter() {
        assertThat(Masked.name("𠮷田花子")).isEqualTo("𠮷**");
        assertThat(Masked.organisation("𠮷𠮷石桥中学食𠮷")).isEqualTo("𠮷𠮷…食𠮷");
    }

    @Test
    void ofAnOrganisationBothEndsStandAndOfAShortOneLess() {
        assertThat(Masked.organisation("石桥镇中心小学食堂")).isEqualTo("石桥…食堂");
        assertThat(Masked.organisation("老王小卖部")).isEqualTo("老**");
        assertThat(Masked.organisation("六个字的店铺")).isEqualTo("六个…店铺");
        assertThat(Masked.organisation("")).isEmpty();
    }

    @Test
    void theLengthOfANameSaysNothingAndNeverIsAllOfItShown() {
        assertThat(Masked.name("王红")).isEqualTo(Masked.name("王小红的名字很长"));
        var random = new Random(3);
        List<String> letters = List.of("王", "a", "𠮷", "·", "é", "店");
        for (int i = 0; i < 2000; i++) {
            var name = new StringBuilder();
            int length = 2 + random.nextInt(12);
            for (int c = 0; c < length; c++) {
                name.append(letters.get(random.nextInt(letters.size())));
            }
            assertThat(Masked.name(name.toString())).doesNotContain(name);
            assertThat(Masked.organisation(name.toString())).doesNotContain(name);
        }
    }
}
