namespace Acquis.Engines.Tests.Rdf;

/// <summary>
/// Facts of the W3C test suite of RDFC-1.0 (w3c/rdf-canon, tests/rdfc10): number of the case, SHA-256 of the expected N-Quads, and the statements, shortened. Not
/// here: the cases of N-Quads syntax and of language tags, which credentials do not have, and that of SHA-384.
/// </summary>
internal static class Rdfc10Vectors
{
    internal const string Text = """
        002 39b9a77aa2e0cd3281da6aaeb6857b7e0422abebdee91031c9acaf4cd3c865f5 t:example1 v:p t:example2
        003 30184874c972fe137cd54a93b2bfd5d44ce1d4f3cc3783213928ec68a3004bc3 _e0 r:type v:Foo
        004 b868886c057da643186302eae8427a518b4ecbb50276f34104a21f0c63c176a9 _e0 r:type v:Foo; _e0 v:embed t:example
        005 799efbcd68d07096b132dfa6babc03a4bc8f1a74953ef129ae4e7bfd7d3dd703 t:example r:type v:Foo; t:example v:embed _e0; _e0 r:type v:Bar
        006 5124f706ae9ab6e9da25edcf52db81f853cba5243ca7b3293512a4501eb3cb50 t:example r:type v:Foo; t:example r:type v:Bar
        008 b043d12c38c833f4d3587c471ece67c7967abbaca2c3de104a82e96db2bda301 t:library v:contains t:book; t:book v:contains t:chapter; t:book <http://purl.org/dc/elements/1.1/contributor> "Writer; t:book <http://purl.org/dc/elements/1.1/title> "My~Book; t:chapter <http://purl.org/dc/elements/1.1/description> "Fun; t:chapter <http://purl.org/dc/elements/1.1/title> "Chapter~One
        009 2aaa67ba5f283a7ce87732d1de9de9d883d259f545c28daadba6db462e322508 t:chapter <http://purl.org/dc/elements/1.1/description> "Fun; t:chapter <http://purl.org/dc/elements/1.1/title> "Chapter~One; t:jane v:authored t:chapter; t:jane <http://xmlns.com/foaf/0.1/name> "Jane; t:john <http://xmlns.com/foaf/0.1/name> "John; t:library v:contains t:book; t:book v:contains t:chapter; t:book <http://purl.org/dc/elements/1.1/contributor> "Writer; t:book <http://purl.org/dc/elements/1.1/title> "My~Book
        010 709fa955675ac554ec9151f0d7bdb663e729309c54d0362f7e51120164e215ec t:example v:validFrom "2011-01-25T00:00:00+00:00^xsd:dateTime
        011 6a308906cc1cbbb429fbecffaeaeb7a7eaa47c6df0eb6eb90be3a329c674786c t:example v:validFrom "2011-01-25T00:00:00Z^xsd:dateTime
        013 c6099190ee89cb89e462f52ceca8fcf2a7a436b4f0eb13b409891b5718bc86fb t:example1 v:date "2011-01-25T00:00:00Z^xsd:dateTime; t:example1 v:embed t:example2; t:example2 v:parent t:example1
        014 63a9e314f71786bd1080f0bb3f2409c773b0ea475345cb9a34285c32632c40a1 x:test v:bool "true^xsd:boolean; x:test v:double "1.23E0^xsd:double; x:test v:int "123^xsd:integer
        016 4dddf4dcd5d0c3898eca4fed8168c75976f222f08d943deee40e0a6eade4ce2e x:test v:A _e0; x:test v:B _e0; x:test v:embed _e0
        017 a0cac38c85f6093c924ba68c36cfcf5b165c0ed3227b90386e08ac15f1a9d2cc x:test v:A _e0; x:test v:B _e0
        018 6395ed7238cb189282b9f9ead8bb593df6ebe039e0205daf9a97927dc62f80f1 _e0 v:self _e0
        019 b5bdde60202f7db1ee94472ebeb3b23e48b7bcb15d6263555cf0276a30e02613 _e0 v:self _e0; _e1 v:self _e1
        020 c8136cd87e6ef2a278f2f3e017f5aabff154ab5d6a4793b4564bafb1728e71fb v:test v:A _e0; v:test v:B _e1; _e0 v:next _e2; _e1 v:next _e2
        021 7a708bd2143c04e4f7269998948ac0652df01d8f0bc0b41243bcc68e9edd460e _e0 v:next _e1; _e1 v:next _e0
        022 63e7fb42c6e41ed4b4465cacefbdd27c618e6ec088fd331c92aea1bbadb9a2f1 _e0 v:next _e1; _e0 v:prev _e1; _e1 v:next _e0; _e1 v:prev _e0
        023 9ac5f62269dc7dd221102ff2a7eb4e026af39a0a892737dee898e7dab6165868 _e0 v:next _e1; _e1 v:next _e2; _e2 v:next _e0
        024 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e0 v:next _e1; _e0 v:prev _e2; _e1 v:next _e2; _e1 v:prev _e0; _e2 v:next _e0; _e2 v:prev _e1
        025 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e0 v:next _e1; _e0 v:prev _e2; _e2 v:next _e0; _e2 v:prev _e1; _e1 v:next _e2; _e1 v:prev _e0
        026 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e1 v:next _e2; _e1 v:prev _e0; _e0 v:next _e1; _e0 v:prev _e2; _e2 v:next _e0; _e2 v:prev _e1
        027 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e1 v:next _e2; _e1 v:prev _e0; _e2 v:next _e0; _e2 v:prev _e1; _e0 v:next _e1; _e0 v:prev _e2
        028 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e2 v:next _e0; _e2 v:prev _e1; _e1 v:next _e2; _e1 v:prev _e0; _e0 v:next _e1; _e0 v:prev _e2
        029 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e2 v:next _e0; _e2 v:prev _e1; _e0 v:next _e1; _e0 v:prev _e2; _e1 v:next _e2; _e1 v:prev _e0
        030 03a776d56056fc5f6a4d2efe4cbc35c14033ee02133d2d1593b4d34acb52d4c4 v:test v:A _e0; v:test v:B _e1; v:test v:C _e2; _e0 v:next _e1; _e1 v:next _e2; _e2 v:next _e0
        033 e646d157d38d268a2dcec1ee02ce99184c2f8b7105ef5d6aa1abed9ec5d33bb8 _e0 v:prop _e1; _e2 v:prop _e3
        034 e646d157d38d268a2dcec1ee02ce99184c2f8b7105ef5d6aa1abed9ec5d33bb8 _e2 v:prop _e3; _e0 v:prop _e1
        035 adaa3928d59d95d2c9fcb87ca6b54466b803c6da54bc7075521f6b7a86a0ae59 _e0 v:p1 _e2; _e1 v:p1 _e3; _e2 v:p2 "Foo; _e3 v:p2 "Foo
        036 adaa3928d59d95d2c9fcb87ca6b54466b803c6da54bc7075521f6b7a86a0ae59 _e0 v:p1 _e3; _e1 v:p1 _e2; _e2 v:p2 "Foo; _e3 v:p2 "Foo
        038 37220f031ef49766fbbd82c6559a41c0b2bc643e19b60bcf3ab76084f355ec3b _e0 v:p1 _e1; _e0 v:p1 _e2; _e1 v:p1 _e3
        039 37220f031ef49766fbbd82c6559a41c0b2bc643e19b60bcf3ab76084f355ec3b _e0 v:p1 _e1; _e0 v:p1 _e2; _e2 v:p1 _e3
        040 8d5fe7f442fc3de0af54d434cd32bd111b3602af6cf626d9dcaf7fdfb21a828a _e0 v:p1 _e1; _e1 v:p1 _e2; _e3 v:p1 _e4; _e4 v:p1 _e5
        044 fe8b404b4d8dbfc0f6108155df11e9d180936efde8ce747d47784f5740e5d0af _e0 v:p _e1; _e0 v:p _e2; _e0 v:p _e3; _e1 v:p _e0; _e1 v:p _e3; _e1 v:p _e4; _e2 v:p _e0; _e2 v:p _e4; _e2 v:p _e5; _e3 v:p _e0; _e3 v:p _e1; _e3 v:p _e5; _e4 v:p _e1; _e4 v:p _e2; _e4 v:p _e5; _e5 v:p _e3; _e5 v:p _e2; _e5 v:p _e4; _e6 v:p _e7; _e6 v:p _e8; _e6 v:p _e9; _e7 v:p _e6; _e7 v:p _e10; _e7 v:p _e11; _e8 v:p _e6; _e8 v:p _e10; _e8 v:p _e11; _e9 v:p _e6; _e9 v:p _e10; _e9 v:p _e11; _e10 v:p _e7; _e10 v:p _e8; _e10 v:p _e9; _e11 v:p _e7; _e11 v:p _e8; _e11 v:p _e9
        045 fe8b404b4d8dbfc0f6108155df11e9d180936efde8ce747d47784f5740e5d0af _e0 v:p _e1; _e0 v:p _e2; _e0 v:p _e3; _e1 v:p _e0; _e1 v:p _e4; _e1 v:p _e5; _e2 v:p _e0; _e2 v:p _e4; _e2 v:p _e5; _e3 v:p _e0; _e3 v:p _e4; _e3 v:p _e5; _e4 v:p _e1; _e4 v:p _e2; _e4 v:p _e3; _e5 v:p _e1; _e5 v:p _e2; _e5 v:p _e3; _e6 v:p _e7; _e6 v:p _e8; _e6 v:p _e9; _e7 v:p _e6; _e7 v:p _e9; _e7 v:p _e10; _e8 v:p _e6; _e8 v:p _e10; _e8 v:p _e11; _e9 v:p _e6; _e9 v:p _e7; _e9 v:p _e11; _e10 v:p _e7; _e10 v:p _e8; _e10 v:p _e11; _e11 v:p _e9; _e11 v:p _e8; _e11 v:p _e10
        046 fe8b404b4d8dbfc0f6108155df11e9d180936efde8ce747d47784f5740e5d0af _e0 v:p _e1; _e0 v:p _e2; _e0 v:p _e3; _e1 v:p _e0; _e1 v:p _e9; _e1 v:p _e8; _e2 v:p _e3; _e2 v:p _e8; _e2 v:p _e0; _e3 v:p _e0; _e3 v:p _e2; _e3 v:p _e9; _e4 v:p _e5; _e4 v:p _e6; _e4 v:p _e7; _e5 v:p _e10; _e5 v:p _e4; _e5 v:p _e11; _e6 v:p _e4; _e6 v:p _e11; _e6 v:p _e10; _e7 v:p _e10; _e7 v:p _e11; _e7 v:p _e4; _e8 v:p _e1; _e8 v:p _e2; _e8 v:p _e9; _e9 v:p _e8; _e9 v:p _e3; _e9 v:p _e1; _e10 v:p _e6; _e10 v:p _e7; _e10 v:p _e5; _e11 v:p _e5; _e11 v:p _e6; _e11 v:p _e7
        047 6453248b8804094df92cf59de8d7961150f50415346680f202ebb53545ca1d02 _e0 v:p _e1; _e1 v:p _e2; _e2 v:z "foo1; _e2 v:z "foo2; _e3 v:p _e4; _e4 v:p _e5; _e5 v:z "bar1; _e5 v:z "bar2
        048 6453248b8804094df92cf59de8d7961150f50415346680f202ebb53545ca1d02 _e0 v:p _e1; _e1 v:p _e2; _e2 v:z "bar1; _e2 v:z "bar2; _e3 v:p _e4; _e4 v:p _e5; _e5 v:z "foo1; _e5 v:z "foo2
        053 5c4fe5f535d6121c9714c0c51741f815eb60aa16d119783428a2d636e09edf25 _e1 r:first "1; _e1 r:rest _e2; _e2 r:first "2; _e2 r:rest _e3; _e3 r:first "3; _e3 r:rest r:nil; _e0 t:property1 _e1; _e4 r:first "4; _e4 r:rest _e5; _e5 r:first "5; _e5 r:rest _e6; _e6 r:first "6; _e6 r:rest r:nil; _e0 t:property2 _e4
        054 da6e8827346b6e03537b584b89762c1534070bdcd1b201edc8d81edd66037338 _e0 v:p _e1; _e1 v:p _e2; _e2 v:p _e3; _e2 v:p _e4; _e3 v:p _e5; _e4 v:p _e10; _e5 v:p _e6; _e6 v:p _e7; _e7 v:p _e8; _e8 v:p _e9; _e10 v:p _e11; _e11 v:p _e12; _e12 v:p _e13; _e13 v:p _e14; _e14 v:p _e15
        055 4fd1cf44975135fe223b78ac2bfa95598175f8ce741dc6ca7a57aedd678a07a7 _e0 v:p _e1; _e0 v:p <http://example.com>; _e1 v:p <http://example.org>
        056 4fd1cf44975135fe223b78ac2bfa95598175f8ce741dc6ca7a57aedd678a07a7 _e0 v:p <http://example.org>; _e1 v:p _e0; _e1 v:p <http://example.com>
        057 4cc80e65a8eaf59af000f6d40b00016a59d9327c49675217071b287f11746f72 _b1 <http://xmlns.com/foaf/0.1/homepage> <http://manu.sporny.org/> _g; _b1 <http://xmlns.com/foaf/0.1/name> "Manu~Sporny _g
        058 87a6b232c6bf5b8ec49fc6deee2b37668408b0aec1b7f5eb05e98b90275c2136 s:1 s:2 _e0 _e3; s:1 s:2 _e1 _e3
        062 ab9c1c6f6f329213fec62dfebd812e38494e1b12a80be6a692d8b066cb4654e4 <http://example.com> c:label "test^c:t1; <http://example.com> c:label "test^c:t2
        063 c8136cd87e6ef2a278f2f3e017f5aabff154ab5d6a4793b4564bafb1728e71fb v:test v:A _b0; v:test v:B _b1; _b0 v:next _b2; _b1 v:next _b2
        064 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e0 v:next _e2; _e0 v:prev _e1; _e1 v:next _e0; _e1 v:prev _e2; _e2 v:next _e1; _e2 v:prev _e0
        065 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e0 v:next _e2; _e0 v:prev _e1; _e2 v:next _e1; _e2 v:prev _e0; _e1 v:next _e0; _e1 v:prev _e2
        066 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e1 v:next _e0; _e1 v:prev _e2; _e0 v:next _e2; _e0 v:prev _e1; _e2 v:next _e1; _e2 v:prev _e0
        067 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e1 v:next _e0; _e1 v:prev _e2; _e2 v:next _e1; _e2 v:prev _e0; _e0 v:next _e2; _e0 v:prev _e1
        068 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e2 v:next _e1; _e2 v:prev _e0; _e1 v:next _e0; _e1 v:prev _e2; _e0 v:next _e2; _e0 v:prev _e1
        069 abde1007892ff8c38de13a9cbfde9ef6cb34de851492e1664be9940778abbe51 _e2 v:next _e1; _e2 v:prev _e0; _e0 v:next _e2; _e0 v:prev _e1; _e1 v:next _e0; _e1 v:prev _e2
        070 e609f5e0aa3d447206ed9e5146ab65f59524e6ef57d49bff48ac22a58fbe683b x:test v:A _e0; x:test v:B _e0; x:test v:embed _e0; x:test v:A _e1 x:g1; x:test v:B _e1 x:g1; x:test v:embed _e1 x:g1
        071 b5c84db76fbc8c350ff8ea9c1abbf4aff12cf4db6ff7c4de552c0753aa648970 x:test v:A _e0; x:test v:B _e0; x:test v:embed _e0; x:test v:A _e1 _g1; x:test v:B _e1 _g1; x:test v:embed _e1 _g1
        072 5c672812438c63f491d2baaa0ea5acad5bb6215ab01a61b1df1fe43897349e7e x:test v:A _e0; x:test v:B _e0; x:test v:embed _e0; x:test v:A _e0 x:g1; x:test v:B _e0 x:g1; x:test v:embed _e0 x:g1
        073 96eb2f84ed9b0087608f58a8cb8b87890c45b996bc974463adb4c4430231c5ae x:test v:A _e0; x:test v:B _e0; x:test v:embed _e0; x:test v:graph _g1; x:test v:A _e0 _g1; x:test v:B _e0 _g1; x:test v:embed _e0 _g1
        076 f028fc4a38aec866b7fadc8de3df1bb07f86816445d68eb94b805af6db3c0ab5 <https://www.example.org/s> <https://www.example.org/p> <https://www.example.org/o>; <https://www.example.org/s> <https://www.example.org/p> <https://www.example.org/o>
        077 ec3f52322b496620ed7808c01a1f4de5c15c131f55e2b12e6cd21d03b545dc17 <https://www.example.org/s> <https://www.example.org/p> _o; <https://www.example.org/s> <https://www.example.org/p> _o
        """;
}
