"""Networks as people build them in Keras, with inputs and what Keras gives: see keras-applications.md.

KERAS_BACKEND=torch python keras_networks.py FOLDER [NAME ...]   (Keras 3.15.1, PyTorch 2.13.0)
"""
import os, sys, struct
os.environ["KERAS_BACKEND"]="torch"
import numpy as np, torch, keras
torch.set_num_threads(1)
from keras import layers as L
O=keras.ops
out=sys.argv[1]; only=sys.argv[2:]; os.makedirs(out,exist_ok=True)
rows={}
def row(name, forms=("keras","h5")):
    def deco(f): rows[name]=(f,forms); return f
    return deco
def inp(h=32,w=48,c=3,name="image"): return keras.Input((h,w,c),name=name)
def cbr(x,n,act=None,**k):
    x=L.BatchNormalization()(L.Conv2D(n,3,padding="same",use_bias=False,**k)(x)); return (act or L.ReLU)()(x)

@row("unet-transpose-leaky")
def _():
    i=inp(); x=i; s=[]
    for n in (8,16):
        x=L.LeakyReLU(negative_slope=.1)(L.Conv2D(n,3,padding="same")(x)); x=L.Dropout(.2)(x); x=L.LeakyReLU()(L.Conv2D(n,3,padding="same",activation=None)(x)); s.append(x); x=L.MaxPooling2D()(x)
    x=cbr(x,24)
    for n in (16,8):
        x=L.Concatenate()([L.Conv2DTranspose(n,2,strides=2,padding="same")(x),s.pop()]); x=cbr(x,n,L.ELU)
    return keras.Model(i,L.Conv2D(5,1,activation="softmax")(x))
@row("valid-unet-cropping")
def _():
    i=inp(60,60); x=i; s=[]
    for n in (6,10):
        x=L.Conv2D(n,3,activation="relu",kernel_initializer="he_normal")(x); x=L.Conv2D(n,3,activation="relu")(x); s.append(x); x=L.MaxPool2D((2,2))(x)
    x=L.Conv2D(12,3,activation="relu")(x)
    for n in (10,6):
        x=L.UpSampling2D(size=(2,2))(x); x=L.Conv2D(n,2,activation="relu",padding="same")(x); k=s.pop(); d=k.shape[1]-x.shape[1]; e=k.shape[2]-x.shape[2]
        x=L.concatenate([L.Cropping2D(((d//2,d-d//2),(e//2,e-e//2)))(k),x],axis=3); x=L.Conv2D(n,3,activation="relu")(x)
    return keras.Model(i,L.Conv2D(1,1,activation="sigmoid")(x))
@row("oxford-pets-xception")
def _():
    i=inp(64,64); x=L.Activation("relu")(L.BatchNormalization()(L.Conv2D(16,3,strides=2,padding="same")(i))); prev=x
    for f in (24,32):
        x=L.Activation("relu")(x); x=L.BatchNormalization()(L.SeparableConv2D(f,3,padding="same")(x)); x=L.Activation("relu")(x); x=L.BatchNormalization()(L.SeparableConv2D(f,3,padding="same")(x)); x=L.MaxPooling2D(3,strides=2,padding="same")(x)
        prev=x=L.add([x,L.Conv2D(f,1,strides=2,padding="same")(prev)])
    for f in (32,24,16):
        x=L.Activation("relu")(x); x=L.BatchNormalization()(L.Conv2DTranspose(f,3,padding="same")(x)); x=L.Activation("relu")(x); x=L.BatchNormalization()(L.Conv2DTranspose(f,3,padding="same")(x)); x=L.UpSampling2D(2)(x)
        prev=x=L.add([x,L.Conv2D(f,1,padding="same")(L.UpSampling2D(2)(prev))])
    return keras.Model(i,L.Conv2D(3,3,activation="softmax",padding="same")(x))
@row("pix2pix-mobilenet")
def _():
    base=keras.applications.MobileNetV2(input_shape=[64,64,3],include_top=False,weights=None,alpha=.35)
    names=["block_1_expand_relu","block_3_expand_relu","block_6_expand_relu","block_13_expand_relu","block_16_project"]
    down=keras.Model(inputs=base.input,outputs=[base.get_layer(n).output for n in names]); down.trainable=False
    def upsample(f,k):
        r=keras.Sequential(); r.add(L.Conv2DTranspose(f,k,strides=2,padding="same",use_bias=False)); r.add(L.BatchNormalization()); r.add(L.Dropout(.5)); r.add(L.ReLU()); return r
    i=keras.Input((64,64,3)); skips=down(i); x=skips[-1]
    for up,skip in zip([upsample(32,3),upsample(24,3),upsample(16,3),upsample(8,3)],reversed(skips[:-1])):
        x=L.Concatenate()([up(x),skip])
    return keras.Model(i,L.Conv2DTranspose(3,3,strides=2,padding="same")(x))
@row("deeplab-resnet50")
def _():
    i=keras.Input((64,64,3)); pre=L.Rescaling(1/127.5,offset=-1)(i)
    r=keras.applications.ResNet50(weights=None,include_top=False,input_tensor=pre)
    x=r.get_layer("conv4_block6_2_relu").output
    def blk(x,n=32,k=3,d=1): return O.nn.relu(L.BatchNormalization()(L.Conv2D(n,k,dilation_rate=d,padding="same",use_bias=False,kernel_initializer=keras.initializers.HeNormal())(x)))
    dims=x.shape; p=L.AveragePooling2D(pool_size=(dims[-3],dims[-2]))(x); p=blk(p,k=1); p=L.UpSampling2D(size=(dims[-3]//p.shape[1],dims[-2]//p.shape[2]),interpolation="bilinear")(p)
    x=L.Concatenate(axis=-1)([p,blk(x,k=1),blk(x,d=6),blk(x,d=12)]); x=blk(x,k=1)
    a=L.UpSampling2D(size=(64//4//x.shape[1],64//4//x.shape[2]),interpolation="bilinear")(x)
    b=blk(r.get_layer("conv2_block3_2_relu").output,n=12,k=1)
    x=blk(blk(L.Concatenate(axis=-1)([a,b])))
    x=L.UpSampling2D(size=(64//x.shape[1],64//x.shape[2]),interpolation="bilinear")(x)
    return keras.Model(inputs=i,outputs=L.Conv2D(20,(1,1),padding="same")(x))
@row("attention-unet")
def _():
    i=inp(); a=cbr(i,8); b=cbr(L.MaxPooling2D()(a),16); g=cbr(L.MaxPooling2D()(b),24)
    def gate(x,g,n):
        t=L.Conv2D(n,2,strides=2,padding="same")(x); p=L.Conv2D(n,1)(g); f=L.Activation("relu")(L.add([t,p])); psi=L.Activation("sigmoid")(L.Conv2D(1,1)(f)); return L.multiply([L.UpSampling2D(2,interpolation="bilinear")(psi),x])
    x=cbr(L.concatenate([L.Conv2DTranspose(16,3,strides=2,padding="same")(g),gate(b,g,8)]),16)
    x=cbr(L.concatenate([L.UpSampling2D()(x),gate(a,x,4)]),8)
    return keras.Model(i,L.Conv2D(4,1)(x))
@row("se-mobilenetv3-lraspp")
def _():
    i=inp(64,64); x=cbr(i,8,strides=2)
    def hs(x): return L.Multiply()([L.ReLU(6.)(x+3.)*(1./6.),x])
    skip=x
    for n,s in ((12,2),(16,2)):
        y=L.Activation("hard_silu")(L.BatchNormalization()(L.Conv2D(24,1,use_bias=False)(x)))
        y=L.ZeroPadding2D(padding=((0,1),(0,1)))(y); y=hs(L.BatchNormalization()(L.DepthwiseConv2D(3,strides=s,use_bias=False)(y)))
        se=L.GlobalAveragePooling2D(keepdims=True)(y); se=L.Reshape((1,1,24))(L.GlobalAveragePooling2D(2)(y)); se=L.Conv2D(8,1,activation="relu")(se); se=L.Activation("hard_sigmoid")(L.Conv2D(24,1)(se)); y=L.Multiply()([y,se])
        x=L.BatchNormalization()(L.Conv2D(n,1,use_bias=False)(y))
    b1=L.ReLU()(L.BatchNormalization()(L.Conv2D(16,1,use_bias=False)(x))); b2=L.AveragePooling2D((4,4),strides=(2,2),padding="same")(x); b2=L.Conv2D(16,1,activation="sigmoid",use_bias=False)(b2); b2=L.Resizing(8,8,interpolation="bilinear")(b2)
    z=L.Multiply()([b1,b2]); z=L.Resizing(32,32)(z); z=L.Add()([L.Conv2D(5,1)(z),L.Conv2D(5,1)(skip)])
    return keras.Model(i,L.Softmax(axis=-1)(L.Resizing(64,64,name="up")(z)))
@row("vit-setr")
def _():
    i=inp(32,32); x=L.Conv2D(24,4,strides=4)(i); x=L.Reshape((64,24))(x)
    for _ in range(2):
        y=L.LayerNormalization(epsilon=1e-6)(x); y=L.MultiHeadAttention(num_heads=3,key_dim=8,dropout=.1)(y,y); x=L.Add()([y,x])
        y=L.LayerNormalization(epsilon=1e-6)(x); y=L.Dense(48,activation=keras.activations.gelu)(y); y=L.Dropout(.1)(y); y=L.Dense(24)(y); x=L.Add()([x,y])
    x=L.Reshape((8,8,24))(L.LayerNormalization()(x))
    for n in (16,8): x=L.ReLU()(L.GroupNormalization(groups=4)(L.Conv2DTranspose(n,4,strides=2,padding="same")(x)))
    return keras.Model(i,L.Conv2D(3,1)(x))
@row("mobilevit")
def _():
    i=inp(32,32); x=L.Conv2D(16,3,strides=2,padding="same",activation="swish")(i)
    l=L.Conv2D(12,1,activation="swish")(x); n=64; g=L.Reshape((4,64,12))(l)
    for _ in range(2):
        y=L.LayerNormalization(epsilon=1e-6)(g); g=L.Add()([g,L.Dense(12)(L.Dense(24,activation="swish")(y))])
    f=L.Reshape((16,16,12))(g); f=L.Conv2D(16,1,padding="same",activation="swish")(f); x=L.Concatenate(axis=-1)([x,f]); x=L.Conv2D(12,3,padding="same",activation="swish")(x)
    return keras.Model(i,L.UpSampling2D(2)(L.Conv2D(4,1)(x)))
@row("convnext-like")
def _():
    i=inp(32,32); x=L.LayerNormalization(epsilon=1e-6)(L.Conv2D(16,4,strides=4)(i)); s=x
    for _ in range(2):
        y=L.Conv2D(16,7,padding="same",groups=16)(x); y=L.LayerNormalization(epsilon=1e-6)(y); y=L.Dense(64)(y); y=L.Activation("gelu")(y); y=L.Dense(16)(y); x=L.Add()([x,y])
    x=L.Concatenate()([x,s]); return keras.Model(i,L.UpSampling2D(4,interpolation="bilinear")(L.Dense(4)(x)))
@row("normalization-prelu-average")
def _():
    i=inp(); n=L.Normalization(axis=-1); n.build((None,32,48,3)); x=n(i); a=L.PReLU(shared_axes=[1,2])(L.Conv2D(8,3,padding="same")(x)); b=L.PReLU()(L.Conv2D(8,3,padding="same",dilation_rate=3)(x)); c=L.ELU(alpha=.5)(L.Conv2D(8,5,padding="same")(x))
    x=L.Average()([a,b,c]); x=L.Maximum()([x,L.Minimum()([a,b])]); x=L.Subtract()([x,c]); return keras.Model(i,L.Conv2D(3,1,name="logits")(x))
@row("two-inputs-dict")
def _():
    a=inp(name="rgb"); b=keras.Input((32,48,1),name="depth"); x=L.Concatenate()([cbr(a,8),cbr(b,8)]); y=cbr(x,8)
    return keras.Model({"rgb":a,"depth":b},{"seg":L.Conv2D(4,1,name="seg")(y),"edge":L.Conv2D(1,1,activation="sigmoid",name="edge")(x)})
@row("same-output-twice")
def _():
    i=inp(); x=cbr(i,6); y=L.Conv2D(3,1,name="out")(x); return keras.Model(i,[y,x,y])
@row("passthrough-output")
def _():
    i=inp(); x=L.Conv2D(3,3,padding="same")(i); return keras.Model(i,[x,L.Activation("linear")(i)])
@row("mixed16")
def _():
    keras.mixed_precision.set_global_policy("mixed_float16")
    try:
        i=inp(); x=cbr(i,8); x=L.LayerNormalization()(x); x=L.Conv2DTranspose(6,2,strides=2)(L.MaxPooling2D()(x)); x=L.Conv2D(3,1)(x); x=L.Activation("softmax",dtype="float32")(x); return keras.Model(i,x)
    finally: keras.mixed_precision.set_global_policy("float32")
@row("sequential-in-functional")
def _():
    enc=keras.Sequential([L.Conv2D(8,3,padding="same"),L.BatchNormalization(),L.ReLU(),L.MaxPooling2D()],name="enc")
    i=inp(); x=enc(i); inner=keras.Sequential([keras.Sequential([L.Conv2D(8,3,padding="same"),L.BatchNormalization()]),L.ReLU()],name="inner"); x=inner(x); x=inner(x); return keras.Model(i,L.Conv2D(3,1)(L.UpSampling2D(interpolation="bilinear")(x)))
@row("functional-in-sequential")
def _():
    a=keras.Input((32,48,3)); back=keras.Model(a,cbr(cbr(a,8),12,strides=2),name="back"); return keras.Sequential([keras.Input((32,48,3)),back,L.Conv2DTranspose(4,2,strides=2),L.Softmax()])
@row("backbone-call-and-shared-head")
def _():
    a=keras.Input((None,None,3)); back=keras.Model(a,[cbr(a,6),cbr(cbr(a,6),8)],name="back"); head=L.Conv2D(4,1); i=inp(); p,q=back(i); r,s=back(L.AveragePooling2D(2)(i)); z=L.Conv2D(6,1)(q)
    return keras.Model(i,[head(L.Add()([p,z])),head(L.UpSampling2D()(r)),s])
@row("open-size")
def _():
    i=keras.Input((None,None,3),name="image"); a=cbr(i,8); x=L.MaxPooling2D()(a); x=cbr(x,12); x=L.Conv2DTranspose(8,2,strides=2)(x); x=L.Concatenate()([a,x]); return keras.Model(i,L.Conv2D(3,1)(x))
@row("ops-heavy")
def _():
    i=inp(); x=cbr(i,8); m=O.mean(x,axis=-1,keepdims=True); M=O.max(x,axis=-1,keepdims=True); a=L.Conv2D(1,7,padding="same",activation="sigmoid")(O.concatenate([m,M],axis=-1)); x=x*a
    s=O.sum(x*x,axis=[1,2],keepdims=True); x=x/(O.sqrt(s)+1e-6); h,w=O.shape(x)[1],O.shape(x)[2]; x=O.image.resize(x,(h//2,w//2),interpolation="bilinear"); x=O.image.resize(x,(h,w),interpolation="nearest"); x=O.reshape(x,(-1,h*w,8)); x=O.reshape(x,(-1,h,w,8)); x=O.pad(x,((0,0),(1,1),(1,1),(0,0)))
    return keras.Model(i,L.Conv2D(3,3)(x))
@row("non-local")
def _():
    i=inp(16,16); x=cbr(i,8); q=L.Reshape((256,4))(L.Conv2D(4,1)(x)); k=L.Reshape((256,4))(L.Conv2D(4,1)(x)); v=L.Reshape((256,8))(L.Conv2D(8,1)(x)); a=L.Softmax()(L.Dot(axes=(2,2))([q,k])); y=L.Dot(axes=(2,1))([a,v]); y=L.Reshape((16,16,8))(y); return keras.Model(i,L.Conv2D(3,1)(L.Add()([x,y])))
@row("attention-layer")
def _():
    i=inp(16,16); x=cbr(i,8); t=L.Reshape((256,8))(x); y=L.Attention(use_scale=True)([t,t]); return keras.Model(i,L.Conv2D(3,1)(L.Add()([x,L.Reshape((16,16,8))(y)])))
@row("einsum-dense")
def _():
    i=inp(16,16); x=cbr(i,8); t=L.Reshape((256,8))(x); y=L.EinsumDense("abc,cd->abd",output_shape=(None,12),bias_axes="d",activation="relu")(t); return keras.Model(i,L.Reshape((16,16,12))(y))
@row("spatial-attention-broadcast")
def _():
    i=inp(); x=cbr(i,8); g=L.GlobalAveragePooling2D(2)(x); g=L.Dense(8,activation="sigmoid")(L.Dense(4,activation="relu")(g)); g=L.Reshape((1,1,8))(g); h=L.GlobalMaxPooling2D(keepdims=True)(x); x=L.Multiply()([x,g]); x=L.Add()([x,h]); return keras.Model(i,L.Conv2D(3,1)(x))
@row("dense-gap-classifier")
def _():
    i=inp(); x=cbr(i,8,strides=2); x=cbr(x,12,strides=2); x=L.Flatten()(x) ; x=L.Dense(10,activation="relu")(x); x=L.BatchNormalization()(x); return keras.Model(i,L.Dense(4,activation="softmax")(x))
@row("unet3d")
def _():
    i=keras.Input((8,16,16,1)); a=L.Conv3D(6,3,padding="same",activation="relu")(i); x=L.MaxPooling3D()(a); x=L.BatchNormalization()(L.Conv3D(8,3,padding="same")(x)); x=L.ReLU()(x); x=L.Conv3DTranspose(6,2,strides=2,padding="same")(x); x=L.concatenate([x,a]); x=L.UpSampling3D(1)(x); return keras.Model(i,L.Conv3D(2,1,activation="softmax")(x))
@row("unet1d")
def _():
    i=keras.Input((64,4)); a=L.Conv1D(8,5,padding="same",activation="relu")(i); x=L.MaxPooling1D()(a); x=L.SeparableConv1D(12,3,padding="same")(x); x=L.UpSampling1D()(x); x=L.concatenate([x,a]); return keras.Model(i,L.Conv1D(2,1,activation="sigmoid")(x))
@row("channels-first-nested")
def _():
    keras.config.set_image_data_format("channels_first")
    try:
        i=keras.Input((3,32,48)); x=L.ReLU()(L.BatchNormalization(axis=1)(L.Conv2D(8,3,padding="same")(i))); s=L.GlobalAveragePooling2D(keepdims=True)(x); x=x*L.Activation("sigmoid")(s); x=L.UpSampling2D(2,interpolation="bilinear")(L.AveragePooling2D(2)(x)); x=L.Conv2DTranspose(6,3,strides=2,padding="same")(L.MaxPool2D()(x)); return keras.Model(i,L.Conv2D(3,1)(x))
    finally: keras.config.set_image_data_format("channels_last")
@row("unet-bicubic")
def _():
    i=inp(); x=cbr(i,8,strides=2); x=L.UpSampling2D(2,interpolation="bicubic")(x); return keras.Model(i,L.Conv2D(3,1)(x))
@row("resize-ops-size-tensor")
def _():
    i=inp(); a=cbr(i,8); x=cbr(a,8,strides=2); x=O.image.resize(x,a.shape[1:3]); return keras.Model(i,L.Conv2D(3,1)(O.concatenate([x,a],-1)))
@row("training-flag")
def _():
    base=keras.applications.MobileNetV2(input_shape=(64,64,3),include_top=False,weights=None,alpha=.35); base.trainable=False; i=keras.Input((64,64,3)); x=keras.applications.mobilenet_v2.preprocess_input(i); x=base(x,training=False); x=L.GlobalAveragePooling2D(2)(x); x=L.Dropout(.2)(x); return keras.Model(i,L.Dense(3)(x))
@row("activations-objects")
def _():
    i=inp(); x=L.Conv2D(6,3,padding="same",activation=keras.activations.silu)(i); x=L.Conv2D(6,3,padding="same",activation=L.ReLU(max_value=6))(x); x=L.Conv2D(6,3,padding="same",activation=L.ELU())(x); x=L.Conv2D(4,1,activation=L.Softmax(axis=-1))(x); return keras.Model(i,x)

def array(path,v):
    v=np.asarray(keras.ops.convert_to_numpy(v),np.float32); open(path,"wb").write(struct.pack(f"<{v.ndim+1}i",v.ndim,*v.shape)+v.astype("<f4").tobytes())
for name,(f,forms) in rows.items():
    if only and name not in only: continue
    try:
        keras.utils.set_random_seed(len(name)); m=f()
        r=np.random.default_rng(7)
        for v in m.weights:
            if not v.dtype.startswith("float"): continue
            p=v.path.lower()
            if "variance" in p: v.assign(r.uniform(.6,1.4,v.shape))
            elif "gamma" in p: v.assign(r.uniform(.7,1.3,v.shape))
            elif v.ndim<=1 or "mean" in p or "beta" in p or "bias" in p or "alpha" in p: v.assign(r.uniform(-.3,.3,v.shape))
        for l in m._flatten_layers():
            if hasattr(l,"finalize_state"): l.finalize_state()
        ins=[r.uniform(-1,1,(2,)+tuple(s or 32 for s in i.shape[1:])).astype("float32") for i in m.inputs]
        feed=ins if len(ins)>1 else ins[0]
        if name=="two-inputs-dict": feed=dict(zip([i.name for i in m.inputs],ins))
        with torch.no_grad(): y=m(feed,training=False)
        y=keras.tree.flatten(y)
        for form in forms:
            m.save(f"{out}/{name}.{form}")
        try: m.save_weights(f"{out}/{name}.weights.h5") if name=="open-size" else None
        except Exception as e: print("weights",e)
        for k,v in enumerate(ins): array(f"{out}/{name}.in{k}",v)
        for k,v in enumerate(y): array(f"{out}/{name}.out{k}",v)
        print(name,m.count_params(),[tuple(v.shape) for v in y],flush=True)
    except Exception as e: print(name,"FAILED",type(e).__name__,str(e)[:300],flush=True)
