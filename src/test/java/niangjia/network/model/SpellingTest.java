package niangjia.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import niangjia.network.Typed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names are spelled as the people of the place read them. */
class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "漯河市, luoheshi, lhs",
        "重庆市, chongqingshi, cqs",
        "厦门市, xiamenshi, xms",
        "长沙市, changshashi, css",
        "六安市, luanshi, las",
        "蚌埠市, bengbushi, bbs",
        "乐清市, yueqingshi, yqs",
        "台州市, taizhoushi, tzs",
        "丽水市, lishuishi, lss",
        "单县, shanxian, sx",
        "莘县, shenxian, sx",
        "浚县, xunxian, xx",
        "郫都区, piduqu, pdq",
        "涡阳县, guoyangxian, gyx",
        "铅山县, yanshanxian, ysx",
        "歙县, shexian, sx",
        "枞阳县, zongyangxian, zyx",
        "亳州市, bozhoushi, bzs",
        "会稽山, kuaijishan, kjs",
        "尉犁县, yulixian, ylx",
        "大埔县, dabuxian, dbx",
        "番禺区, panyuqu, pyq",
        "东阿县, dongexian, dex",
        "长子县, zhangzixian, zzx",
        "成都市, chengdushi, cds",
        "吕梁市, lvliangshi, lls",
        "湖㳇镇, hufuzhen, hfz",
        "24号院社区, 24haoyuanshequ, 24hysq"
    })
    void readAsThere(String name, String spelled, String initials) {
        Spelling spelling = Spelling.of(name);
        assertThat(spelling.spelled()).isEqualTo(spelled);
        assertThat(spelling.initials()).isEqualTo(initials);
    }

    @Test
    void whoDoesNotKnowThePlaceTypesItAnotherWay() {
        assertThat(Spelling.of("六安市").also()).isEqualTo("liuanshi");
        assertThat(Spelling.of("召陵区").also()).isEqualTo("zhaolingqu");
        assertThat(Spelling.of("召陵区").alsoInitials()).isEqualTo("zlq");
        assertThat(Spelling.of("吕梁市").also()).isEqualTo("luliangshi");
        assertThat(Spelling.of("漯河市").also()).isNull();
        assertThat(Spelling.of("吕梁市").alsoInitials()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "西安市; Xi'an Shi",
                "漯河市; Luohe Shi",
                "召陵区; Shaoling Qu",
                "新疆维吾尔自治区; Xinjiang Weiwu'erzizhiqu",
                "石桥乡; Shiqiao Xiang",
                "吕梁市; Lüliang Shi",
                "东阿县; Dong'e Xian",
                "县; Xian",
                "桥东街道; Qiaodong Jiedao"
            })
    void englishPagesShowItWithItsKindApart(String name, String shown) {
        assertThat(Spelling.shown(name)).isEqualTo(shown);
    }

    @Test
    void anyTextIsSpelledWithoutAnAccident() {
        var typed = new Typed(1949);
        for (int n = 0; n < 3000; n++) {
            String name = typed.anything();
            Spelling spelling = Spelling.of(name);
            assertThat(spelling.initials().length()).isLessThanOrEqualTo(name.length());
            Spelling.shown(name);
        }
    }
}
