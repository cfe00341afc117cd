NhanRong.put("mo-hinh/mot-cua-cu/so-sanh.js",{"moved":"mot-cua-so"});
