package org.toolroute.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmsSegmentsTest {
  @Test
  void gsmTextHas160CharactersOr153InEach() {
    assertThat(SmsSegments.count("")).isEqualTo(1);
    assertThat(SmsSegments.count("a".repeat(160))).isEqualTo(1);
    assertThat(SmsSegments.count("a".repeat(161))).isEqualTo(2);
    assertThat(SmsSegments.count("a".repeat(306))).isEqualTo(2);
    assertThat(SmsSegments.count("a".repeat(307))).isEqualTo(3);
    assertThat(SmsSegments.count("é@£\n".repeat(40))).isEqualTo(1);
  }

  @Test
  void extensionCharactersCountTwiceAndAreNotSplit() {
    assertThat(SmsSegments.count("€".repeat(80))).isEqualTo(1);
    assertThat(SmsSegments.count("€".repeat(81))).isEqualTo(2);
    assertThat(SmsSegments.count("€".repeat(152))).isEqualTo(2);
    assertThat(SmsSegments.count("€".repeat(153))).isEqualTo(3);
  }

  @Test
  void oneOtherCharacterMakesItUcs2() {
    assertThat(SmsSegments.count("a".repeat(69) + "ł")).isEqualTo(1);
    assertThat(SmsSegments.count("a".repeat(70) + "ł")).isEqualTo(2);
    assertThat(SmsSegments.count("`".repeat(134))).isEqualTo(2);
    assertThat(SmsSegments.count("`".repeat(135))).isEqualTo(3);
  }

  @Test
  void surrogatePairsCountTwiceAndAreNotSplit() {
    assertThat(SmsSegments.count("😀".repeat(35))).isEqualTo(1);
    assertThat(SmsSegments.count("😀".repeat(66))).isEqualTo(2);
    assertThat(SmsSegments.count("😀".repeat(67))).isEqualTo(3);
  }
}
